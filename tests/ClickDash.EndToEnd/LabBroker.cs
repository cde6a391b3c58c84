using ClickDash.Testing;

namespace ClickDash.EndToEnd;

/// <summary>A broker of the labs' own, since their topics have fixed names, and folders for what is typed.</summary>
public sealed class LabBroker : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clickdash-labs-").FullName;
    private KafkaBroker? _broker;

    /// <summary>Why the labs cannot be run here; null where they can.</summary>
    public static string? SkipReason =>
        ProductServer.SkipReason ?? KafkaInstallation.OwnBrokerSkipReason;

    /// <summary>The broker's address.</summary>
    public string Servers => _broker!.BootstrapServers;

    /// <summary>An empty folder.</summary>
    public string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(_folder, $"{Guid.NewGuid():N}")).FullName;

    public async ValueTask InitializeAsync()
    {
        if (SkipReason is null)
        {
            _broker = await KafkaBroker.StartOwnAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
