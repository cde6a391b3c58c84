using System.Text;
using ClickDash.Kafka;
using ClickDash.Server.Engine;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Feeds;

/// <summary>
/// Sends what producers of an open scene's topics would send to the embedded broker, so that a page lives at once. Called
/// under the service's lock.
/// </summary>
internal sealed class SceneSimulator(ClickDashSettings settings, KafkaConnection kafka)
    : IDisposable
{
    // A picture that begins with two minutes is full at once.
    private const long Past = 120_000;

    // Of a scene that was closed and is opened again, what was sent before is in the topic.
    private readonly Dictionary<string, long> _sentTo = [];
    private ClickProducer? _producer;

    /// <summary>Whether topics are simulated: with the embedded broker, unless the simulator is off.</summary>
    public bool IsOn { get; } = kafka.IsDemo && settings.Simulator.Rate is null or > 0;

    /// <summary>Sends what has come due up to this moment, epoch milliseconds.</summary>
    public void Send(SceneRoom room, long now)
    {
        if (!IsOn || room.Kind.Simulate is not { } simulate)
        {
            return;
        }

        _producer ??= new ClickProducer(kafka.Address);
        foreach (var topic in room.Plan.Setup.Topics.Select(topic => topic.Name))
        {
            var from = Math.Max(_sentTo.GetValueOrDefault(topic), now - Past);
            foreach (var message in simulate(topic, from, now))
            {
                // The client's queue holds hundreds of times what a scene sends: what does not fit is not worth waiting for.
                _ = _producer
                    .SendAsync(
                        topic,
                        Encoding.UTF8.GetBytes(message.Value),
                        message.Key is { } key ? Encoding.UTF8.GetBytes(key) : null,
                        message.Time
                    )
                    .AsTask();
            }

            _sentTo[topic] = now;
        }
    }

    public void Dispose() => _producer?.Dispose();
}
