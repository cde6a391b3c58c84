using System.CommandLine;
using ClickDash.Kafka;

namespace ClickDash.Cli;

/// <summary>The options by which every command finds its Kafka.</summary>
internal sealed class Connection
{
    private readonly Option<string> _bootstrap = Options.Bootstrap();
    private readonly Option<string[]> _client = Client();

    private readonly IReadOnlyDictionary<string, string> _properties;

    /// <summary>Gives a command the options.</summary>
    /// <param name="command">The command.</param>
    /// <param name="bootstrap">Where Kafka is by default; null for the usual place.</param>
    /// <param name="properties">Properties that hold unless the options say otherwise; null for none.</param>
    public Connection(
        Command command,
        string? bootstrap = null,
        IReadOnlyDictionary<string, string>? properties = null
    )
    {
        _properties = properties ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if (bootstrap is not null)
        {
            _bootstrap.DefaultValueFactory = _ => bootstrap;
        }

        command.Add(_bootstrap);
        command.Add(_client);
    }

    /// <summary>What was set.</summary>
    public Address Of(ParseResult parsed) =>
        new(
            parsed.GetValue(_bootstrap)!,
            _properties
                .Select(property => new[] { property.Key, property.Value })
                .Concat((parsed.GetValue(_client) ?? []).Select(property => property.Split('=', 2)))
                .GroupBy(pair => pair[0].Trim(), pair => pair[1], StringComparer.Ordinal)
                .ToDictionary(
                    property => property.Key,
                    property => property.Last(),
                    StringComparer.Ordinal
                )
        );

    private static Option<string[]> Client()
    {
        var client = new Option<string[]>("--client")
        {
            Description =
                "A librdkafka property, name=value; may be given several times. Secrets are better in a file of options: @FILE.",
        };
        client.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(token => token.Value))
            {
                // Those of the .NET client, dotnet.*, decide what is counted.
                if (
                    text.IndexOf('=', StringComparison.Ordinal) < 1
                    || text.StartsWith("dotnet.", StringComparison.Ordinal)
                )
                {
                    result.AddError(
                        $"--client got '{text.Split('=')[0]}'; it takes name=value of a librdkafka property, such as security.protocol=SASL_SSL."
                    );
                }
            }
        });
        return client;
    }

    /// <summary>Where Kafka is, and the client's properties.</summary>
    internal sealed record Address(string Bootstrap, IReadOnlyDictionary<string, string> Client)
    {
        private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

        /// <summary>
        /// Looks at topics on a thread of its own, since the client's questions block; Ctrl-C does not wait for a
        /// broker that hangs.
        /// </summary>
        public async Task<T> BrowseAsync<T>(
            Func<TopicBrowser, T> look,
            CancellationToken cancellation,
            string? group = null
        )
        {
            var looking = Task.Run(
                () =>
                {
                    using var browser = group is null
                        ? new TopicBrowser(Bootstrap, Client)
                        : new TopicBrowser(Bootstrap, Client, group);
                    return look(browser);
                },
                CancellationToken.None
            );
            try
            {
                return await looking.WaitAsync(cancellation);
            }
            catch (OperationCanceledException) when (!looking.IsCompleted)
            {
                // What sees Ctrl-C itself writes out what it has.
                await Task.WhenAny(looking, Task.Delay(Grace, CancellationToken.None));
                if (looking.IsCompleted)
                {
                    return await looking;
                }

                throw;
            }
        }
    }
}
