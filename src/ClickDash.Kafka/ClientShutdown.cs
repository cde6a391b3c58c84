using Confluent.Kafka;

namespace ClickDash.Kafka;

/// <summary>
/// Lets the coordinator's client go, on a thread of its own: what it was asked and what it commits ends first, since
/// librdkafka aborts the process where a client is taken away under its requests. Whoever stops does not wait for a dead broker.
/// </summary>
internal sealed class ClientShutdown
{
    // More than any request takes; a client whose requests never end is left alone.
    private static readonly TimeSpan RequestPatience = TimeSpan.FromSeconds(10);

    private readonly Thread _thread;

    /// <param name="metadata">Asks by the client.</param>
    /// <param name="requests">The requests under way.</param>
    /// <param name="commit">The commit under way; null for none.</param>
    /// <param name="admin">Made of the client's handle.</param>
    /// <param name="client">The client.</param>
    public ClientShutdown(
        MetadataPoller metadata,
        AdminRequests requests,
        Task? commit,
        IAdminClient admin,
        IConsumer<Slice, Slice> client
    )
    {
        _thread = new Thread(() =>
        {
            metadata.Dispose();
            if (requests.HaveEnded(RequestPatience) && commit?.Wait(RequestPatience) != false)
            {
                admin.Dispose();
                client.Dispose();
            }
        })
        {
            IsBackground = true,
            Name = "Kafka shutdown",
        };
        _thread.Start();
    }

    /// <summary>Waits for it, but not for long.</summary>
    public void Wait(TimeSpan patience) => _thread.Join(patience);
}
