using ClickDash.Server.Engine;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.History;

/// <summary>
/// Keeps different contents apart. The content that was written last goes on where the settings share a topic with it and agree on all that are
/// shared; topics that are new to it are added. Else an earlier one that agrees goes on, or a new one begins, with totals and
/// offsets of its own.
/// </summary>
internal sealed class ContentTables(SqliteConnection connection)
{
    private readonly StoreTables _tables = new(connection);

    /// <summary>All contents, the one written last first.</summary>
    public IReadOnlyList<StoreContent> All()
    {
        // A first edition's store does not say how its topics were read: null formats, taken to be as the settings say now.
        var topics = _tables
            .Rows(
                "SELECT content, topic, format, weight, time, start_from, options FROM content_topic ORDER BY topic",
                row =>
                    (
                        Content: row.GetInt64(0),
                        Topic: new TopicContent(
                            row.GetString(1),
                            Text(row, 2) ?? "",
                            Text(row, 3),
                            Text(row, 4) ?? ""
                        )
                        {
                            StartFrom = Text(row, 5),
                            Options = Text(row, 6),
                        }
                    )
            )
            .ToLookup(one => one.Content, one => one.Topic);
        return _tables.Rows(
            "SELECT id, name, begun FROM content ORDER BY used DESC, id DESC",
            row =>
            {
                var id = row.GetInt64(0);
                return new StoreContent(id, row.GetString(1), [.. topics[id]], row.GetInt64(2));
            }
        );
    }

    /// <summary>Chooses or begins the content that is written from now on.</summary>
    /// <param name="wanted">What the settings say; null for the one written last.</param>
    /// <param name="now">The moment in epoch milliseconds.</param>
    /// <param name="said">What there is to say on it, in sentences.</param>
    public StoreContent Choose(
        IReadOnlyList<TopicContent>? wanted,
        long now,
        out IReadOnlyList<string> said
    )
    {
        said = [];
        var all = All();
        if (wanted is null)
        {
            return all is [var last, ..] ? last : Begin([], "clicks", now);
        }

        if (all.FirstOrDefault(one => GoesOn(one, wanted)) is not { } content)
        {
            content = Begin(wanted, Name(wanted, all), now);
            said = all is [var before, ..] ? [Differs(before, wanted, content)] : [];
        }
        else if (content.Id != all[0].Id)
        {
            said = [Differs(all[0], wanted, content)];
        }
        else
        {
            said = [.. Added(content, wanted)];
        }

        // A server that starts on a full disk goes on: what is as it was is not written.
        foreach (
            var topic in wanted.Where(topic =>
                content.Topics.All(one => one with { StartFrom = topic.StartFrom } != topic)
            )
        )
        {
            Describe(content.Id, topic);
        }

        if (content.Name.Length == 0)
        {
            _tables.Run(
                "UPDATE content SET name = $a WHERE id = $b",
                Name(wanted, all),
                content.Id
            );
        }

        if (all is [var newest, ..] && newest.Id != content.Id)
        {
            _tables.Run(
                "UPDATE content SET used = max($a, (SELECT max(used) FROM content) + 1) WHERE id = $b",
                now,
                content.Id
            );
        }

        return All()[0];
    }

    private static bool GoesOn(StoreContent content, IReadOnlyList<TopicContent> wanted)
    {
        var shared = wanted
            .Select(topic =>
                (Now: topic, Then: content.Topics.FirstOrDefault(one => one.Topic == topic.Topic))
            )
            .Where(one => one.Then is not null)
            .ToArray();
        return (shared.Length > 0 || content.Topics.Count == 0)
            && Array.TrueForAll(
                shared,
                one => one.Then!.Format.Length == 0 || one.Then.Agrees(one.Now)
            );
    }

    private StoreContent Begin(IReadOnlyList<TopicContent> topics, string name, long now)
    {
        var id = (_tables.Number("SELECT max(id) FROM content") ?? -1) + 1;
        _tables.Run(
            "INSERT INTO content (id, name, begun, used) VALUES ($a, $b, $c, $c)",
            id,
            name,
            now
        );
        foreach (var topic in topics)
        {
            Describe(id, topic);
        }

        return new StoreContent(id, name, topics, now);
    }

    private void Describe(long content, TopicContent topic) =>
        _tables.Run(
            """
            INSERT INTO content_topic (content, topic, format, weight, time, start_from, options) VALUES ($a, $b, $c, $d, $e, $f, $g)
            ON CONFLICT DO UPDATE SET format = excluded.format, weight = excluded.weight, time = excluded.time, options = excluded.options
            """,
            content,
            topic.Topic,
            topic.Format,
            topic.Weight,
            topic.Time,
            topic.StartFrom,
            topic.Options
        );

    private static IEnumerable<string> Added(
        StoreContent content,
        IReadOnlyList<TopicContent> wanted
    ) =>
        wanted
            .Where(topic =>
                content.Topics.Count > 0 && content.Topics.All(one => one.Topic != topic.Topic)
            )
            .Select(topic => $"It counts {topic} too from now on.");

    private static string Differs(
        StoreContent before,
        IReadOnlyList<TopicContent> wanted,
        StoreContent content
    ) =>
        $"It holds counts of {Words(before.Topics)}; now it is {Words(wanted)}. These are not added up: the former stay, as content={before.Name} of /api/history, and totals {(content.Begun > 0 && content.Topics == wanted ? "begin anew" : "go on")} as {content.Name}.";

    private static string Words(IReadOnlyList<TopicContent> topics) =>
        topics.Count == 0 ? "nothing" : string.Join(" and ", topics);

    /// <summary>A name that no other has: topics and how they are read.</summary>
    private static string Name(IReadOnlyList<TopicContent> topics, IReadOnlyList<StoreContent> all)
    {
        var parts = topics
            .Select(topic => topic.Topic)
            .Concat(topics.Select(topic => topic.Format))
            .Concat(topics.Select(topic => topic.Weight?.Trim('/') ?? ""))
            .Concat(topics.Select(topic => topic.Time == "event" ? "" : topic.Time))
            .Where(part => part.Length > 0)
            .Distinct(StringComparer.Ordinal);
        var name = string.Join('-', parts);
        return Enumerable
            .Range(1, all.Count + 1)
            .Select(number => number == 1 ? name : $"{name}-{number}")
            .First(one => all.All(content => content.Name != one));
    }

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
