using System.Text.Json;
using System.Text.Json.Nodes;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.History;
using ClickDash.Testing;
using Microsoft.Data.Sqlite;

namespace ClickDash.Server.Tests.History;

/// <summary>A store of the first edition opens, backed up first, and answers what it answered.</summary>
public sealed class FirstEditionTests : FilledStore
{
    private static readonly string? Recorded = Repository.Find(
        Path.Combine("shared", "edition-one"),
        "answers.json"
    );

    // What the numbers are about and how they are compared; the rest is of its run: its name, its broker.
    private static readonly string[] Compared =
    [
        "start",
        "step",
        "open",
        "reach",
        "approximate",
        "total",
        "previous",
        "series",
        "ranking",
        "statuses",
        "movers",
        "kpi",
        "gaps",
        "marks",
        "view",
    ];

    [Fact]
    public void It_answers_as_recorded()
    {
        using var store = OpenFirst();
        var answers = JsonNode.Parse(
            System.IO.File.ReadAllText(Path.Combine(Recorded!, "answers.json"))
        )!;
        var asked = 0;
        foreach (
            var (address, answer) in answers
                .AsObject()
                .Where(one => one.Key.StartsWith("/api/history?", StringComparison.Ordinal))
        )
        {
            var query = address["/api/history?".Length..];
            asked++;
            if (answer is JsonValue text)
            {
                HistoryEndpoint.Csv(Ask(store, query)).ShouldBe(text.GetValue<string>(), address);
                continue;
            }

            Now = DateTimeOffset.FromUnixTimeMilliseconds(answer!["now"]!.GetValue<long>());
            var picture = JsonNode.Parse(
                JsonSerializer.Serialize(Ask(store, query), WireJson.Default.Snapshot)
            )!;
            foreach (var member in Compared)
            {
                JsonNode
                    .DeepEquals(picture[member], answer[member])
                    .ShouldBeTrue(
                        $"{address}: {member} is {picture[member]?.ToJsonString()}, was {answer[member]?.ToJsonString()}"
                    );
            }
        }

        asked.ShouldBe(6);
        var totals = store.Load(0)!.Totals;
        (totals.Clicks, totals.Messages).ShouldBe((60_000, 60_000));
        totals
            .Partitions.Select(one => (one.Topic, one.Partition, one.Start, one.Next, one.TopicId))
            .ShouldBe([
                ("clicks", 0, 0, 30_000, "lqTHNzwaTVm8oxF8+DXAng"),
                ("clicks", 1, 0, 30_000, "lqTHNzwaTVm8oxF8+DXAng"),
            ]);
    }

    [Fact]
    public void It_is_backed_up_beside_itself_and_the_backup_is_as_it_was()
    {
        using (var store = OpenFirst())
        {
            store.Backup.ShouldBe($"{File}.v3-backup-20261126T210000Z");
            store.Said.ShouldBeEmpty();
        }

        using var raw = new SqliteConnection(
            $"Data Source={File}.v3-backup-20261126T210000Z;Pooling=False"
        );
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText =
            "SELECT (SELECT user_version FROM pragma_user_version) * 100000 + (SELECT count(*) FROM minute)";
        command.ExecuteScalar().ShouldBe(303_000);
        using var again = CountStore.Open(File, Now, Wanted);
        again.Backup.ShouldBeNull();
    }

    [Fact]
    public void Its_quarters_are_made_of_its_minutes_so_that_days_of_india_are_right()
    {
        using var store = OpenFirst();

        var picture = Ask(
            store,
            "from=2026-11-24T00:00&to=2026-11-27T00:00&step=day&zone=Asia/Kolkata"
        );

        // From 11:30 on the 24th on that clock, 20 clicks a minute for 50 hours.
        picture.Total.ShouldBe([15_000, 28_800, 16_200]);
        picture.Approximate.ShouldBeFalse();
    }

    [Fact]
    public void Where_it_has_hours_alone_a_half_hour_zone_is_approximate_and_the_sum_is_right()
    {
        using (OpenFirst()) { }

        Run(
            "DELETE FROM quarter; DELETE FROM minute; INSERT OR REPLACE INTO fact VALUES ('quarters_from', 1795680000000)"
        );
        using var store = CountStore.Open(File, Now, Wanted);
        Now = Now.AddDays(30);

        var picture = Ask(
            store,
            "from=2026-11-24T00:00&to=2026-11-27T00:00&step=day&zone=Asia/Kolkata"
        );

        // The hour that begins at 23:30 counts where it begins.
        picture.Total.ShouldBe([15_600, 28_800, 15_600]);
        picture.Approximate.ShouldBeTrue();
        Ask(store, "from=2026-11-24&to=2026-11-27&step=day").Approximate.ShouldBeFalse();
    }

    [Fact]
    public void Its_visitors_are_not_known()
    {
        using var store = OpenFirst();

        Ask(store, "from=2026-11-24&to=2026-11-26&step=day&visitors=true")
            .Visitors.ShouldBe([null, null]);
    }

    private static TopicContent[] Wanted => [new("clicks", "clicks", Weight: null, "event")];

    private CountStore OpenFirst()
    {
        Assert.SkipWhen(Recorded is null, "There is no shared/edition-one beside the repository.");
        System.IO.File.Copy(Path.Combine(Recorded!, "clickdash.db"), File);
        System.IO.File.SetAttributes(File, FileAttributes.Normal);
        Now = new DateTimeOffset(2026, 11, 26, 21, 0, 0, TimeSpan.Zero);
        return CountStore.Open(File, Now, Wanted);
    }
}
