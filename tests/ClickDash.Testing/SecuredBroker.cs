using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace ClickDash.Testing;

/// <summary>A real broker that also listens for users with a password (SASL) and for them over TLS, with a certificate of its own.</summary>
public sealed class SecuredBroker : IAsyncDisposable
{
    /// <summary>Its user.</summary>
    public const string User = "clickdash";

    /// <summary>The user's password.</summary>
    public const string Password = "correct-horse-battery";

    private const string StorePassword = "keystore";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly KafkaBroker _broker;
    private readonly string _folder;

    private SecuredBroker(KafkaBroker broker, string folder)
    {
        _broker = broker;
        _folder = folder;
        var port = int.Parse(broker.BootstrapServers.Split(':')[1], CultureInfo.InvariantCulture);
        Sasl = Address(port + 2);
        SaslOverTls = Address(port + 3);
    }

    /// <summary>The same broker without a password.</summary>
    public KafkaBroker Open => _broker;

    /// <summary><c>host:port</c> for users with PLAIN or SCRAM-SHA-256.</summary>
    public string Sasl { get; }

    /// <summary><c>host:port</c> for the same over TLS.</summary>
    public string SaslOverTls { get; }

    /// <summary>The file of its certificate, PEM.</summary>
    public string Certificate => CertificateIn(_folder);

    /// <summary>Starts it; returns when it is ready and knows its user.</summary>
    public static async Task<SecuredBroker> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("clickdash-tls-").FullName;
        var store = Path.Combine(folder, "broker.p12");
        await KeytoolAsync(
            $"-genkeypair -alias broker -keyalg RSA -keysize 2048 -validity 2 -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass {StorePassword} -keystore {store}"
        );
        await KeytoolAsync(
            $"-exportcert -rfc -alias broker -storepass {StorePassword} -keystore {store} -file {CertificateIn(folder)}"
        );
        var broker = await KafkaBroker.StartOwnAsync(port => Settings(port, store));
        var secured = new SecuredBroker(broker, folder);
        using var admin = broker.Admin();
        await admin.AlterUserScramCredentialsAsync([
            new UserScramCredentialUpsertion
            {
                User = User,
                Password = System.Text.Encoding.UTF8.GetBytes(Password),
                ScramCredentialInfo = new()
                {
                    Mechanism = ScramMechanism.ScramSha256,
                    Iterations = 4096,
                },
            },
        ]);
        return secured;
    }

    /// <summary>Gives a user a right; everyone who is not named for that thing has none on it from then on.</summary>
    /// <param name="thing">A topic or a group.</param>
    /// <param name="name">Its name.</param>
    /// <param name="right">The right.</param>
    /// <param name="user">Who; <see cref="User"/> where left out.</param>
    public async Task GrantAsync(
        ResourceType thing,
        string name,
        AclOperation right,
        string user = User
    )
    {
        using var admin = _broker.Admin();
        await admin.CreateAclsAsync([Binding(thing, name, right, user)]);
    }

    /// <summary>Takes a right away.</summary>
    public async Task RevokeAsync(
        ResourceType thing,
        string name,
        AclOperation right,
        string user = User
    )
    {
        using var admin = _broker.Admin();
        await admin.DeleteAclsAsync([Binding(thing, name, right, user).ToFilter()]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<string> Settings(int port, string store)
    {
        string[] open = [$"PLAINTEXT://{Address(port)}"];
        string[] secured =
        [
            $"SASL_PLAINTEXT://{Address(port + 2)}",
            $"SASL_SSL://{Address(port + 3)}",
        ];
        yield return $"listeners={string.Join(',', [.. open, $"CONTROLLER://{Address(port + 1)}", .. secured])}";
        yield return $"advertised.listeners={string.Join(',', [.. open, .. secured])}";
        yield return "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL";
        yield return "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256";
        foreach (var listener in (string[])["sasl_plaintext", "sasl_ssl"])
        {
            yield return $"listener.name.{listener}.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_{User}=\"{Password}\";";
            yield return $"listener.name.{listener}.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;";
        }

        // Everything is allowed where no right is named; the open listener's users may do anything.
        yield return "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer";
        yield return "super.users=User:ANONYMOUS";
        yield return "allow.everyone.if.no.acl.found=true";
        yield return $"ssl.keystore.location={store}";
        yield return $"ssl.keystore.password={StorePassword}";
        yield return "ssl.keystore.type=PKCS12";
    }

    private static AclBinding Binding(
        ResourceType thing,
        string name,
        AclOperation right,
        string user
    ) =>
        new()
        {
            Pattern = new ResourcePattern
            {
                Type = thing,
                Name = name,
                ResourcePatternType = ResourcePatternType.Literal,
            },
            Entry = new AccessControlEntry
            {
                Principal = $"User:{user}",
                Host = "*",
                Operation = right,
                PermissionType = AclPermissionType.Allow,
            },
        };

    private static string Address(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static string CertificateIn(string folder) => Path.Combine(folder, "broker.pem");

    private static async Task KeytoolAsync(string arguments)
    {
        // Stands beside java, without which there is no broker.
        await using var keytool = ChildProcess.Start(new ProcessStartInfo("keytool", arguments));
        if (await keytool.ExitAsync(Patience) != 0)
        {
            throw new InvalidOperationException($"keytool failed: {keytool.Output}");
        }
    }
}
