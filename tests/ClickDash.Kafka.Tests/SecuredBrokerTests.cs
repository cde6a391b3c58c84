using ClickDash.Core.Wire;
using ClickDash.Testing;

namespace ClickDash.Kafka.Tests;

/// <summary>A broker that asks for a user and a password, and one that speaks TLS: set up by settings alone.</summary>
public sealed class SecuredBrokerTests(SecuredBrokerFixture fixture)
{
    private const string Wrong = "wrong-pony-generator";

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    public async Task With_a_password_clicks_are_written_and_read(string mechanism)
    {
        var broker = await fixture.BrokerAsync();
        await ReadsAndWritesAsync(broker.Sasl, User(mechanism, SecuredBroker.Password));
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    public async Task The_same_over_TLS(string mechanism)
    {
        var broker = await fixture.BrokerAsync();
        var client = User(mechanism, SecuredBroker.Password, "SASL_SSL");
        client["ssl.ca.location"] = broker.Certificate;
        await ReadsAndWritesAsync(broker.SaslOverTls, client);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    public async Task A_wrong_password_is_said_once_in_a_sentence_without_it(string mechanism)
    {
        var broker = await fixture.BrokerAsync();
        using var reading = new Reading(
            Reading.From("clicks") with
            {
                Client = User(mechanism, Wrong),
            },
            broker.Sasl
        );

        reading.Until(
            r => r.States.Exists(state => state.Message.Contains("user or password")),
            "the refusal"
        );
        // Several more tries, each of which could have been told anew.
        var tries = reading.Log.Count(line => line.Contains("librdkafka"));
        reading.Until(
            r => r.Log.Count(line => line.Contains("librdkafka")) > tries + 3,
            "more tries"
        );

        reading.Dispose();
        reading.States.ShouldBe([
            (IngestState.Connecting, $"Connecting to Kafka on {broker.Sasl}."),
            (
                IngestState.Connecting,
                $"The broker {broker.Sasl} does not accept the user or password that are set. Trying again."
            ),
        ]);
        string.Concat(reading.Log).ShouldNotContain(Wrong);
        reading.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_said_to_be_so()
    {
        var broker = await fixture.BrokerAsync();
        using var reading = new Reading(
            Reading.From("clicks") with
            {
                Client = User("PLAIN", SecuredBroker.Password, "SASL_SSL"),
            },
            broker.SaslOverTls
        );

        reading.Until(r => r.States.Count > 1, "the refusal");
        reading
            .States[1]
            .Message.ShouldStartWith($"No secure connection to the broker {broker.SaslOverTls}: ");
        reading.States[1].Message.ShouldContain("certificate");
    }

    [Fact]
    public async Task A_producer_with_a_wrong_password_says_so()
    {
        var broker = await fixture.BrokerAsync();
        using var producer = new ClickProducer(broker.Sasl, User("PLAIN", Wrong));
        var failure = await Should.ThrowAsync<KafkaFatalException>(() =>
            producer.ConnectAsync(
                "clicks",
                TimeSpan.FromSeconds(10),
                TestContext.Current.CancellationToken
            )
        );
        failure.Message.ShouldBe(
            $"The broker {broker.Sasl} does not accept the user or password that are set."
        );
        failure.ToString().ShouldNotContain(Wrong);
    }

    private static async Task ReadsAndWritesAsync(string servers, Dictionary<string, string> client)
    {
        var topic = $"clicks-{Guid.NewGuid():N}";
        using var producer = new ClickProducer(servers, client);
        await producer.ConnectAsync(
            topic,
            TimeSpan.FromSeconds(30),
            TestContext.Current.CancellationToken
        );
        await producer.SendAsync(topic, "v"u8.ToArray());
        await producer.FlushAsync(TestContext.Current.CancellationToken);
        producer.Failed.ShouldBe(0, producer.LastProblem);

        using var reading = new Reading(
            Reading.From(topic, "earliest") with
            {
                Client = client,
            },
            servers
        );
        reading.UntilCount(1);
        reading.Messages[0].Value.ShouldBe("v");
        string.Concat(reading.Log).ShouldNotContain(SecuredBroker.Password);
    }

    private static Dictionary<string, string> User(
        string mechanism,
        string password,
        string protocol = "SASL_PLAINTEXT"
    ) =>
        new()
        {
            ["security.protocol"] = protocol,
            ["sasl.mechanism"] = mechanism,
            ["sasl.username"] = SecuredBroker.User,
            ["sasl.password"] = password,
        };
}
