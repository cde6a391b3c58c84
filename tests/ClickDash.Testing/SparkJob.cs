using System.Diagnostics;

namespace ClickDash.Testing;

/// <summary>A job of the folder <c>spark</c>, run as people run it; its checkpoint outlives it.</summary>
public sealed class SparkJob : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // What a test counts is little: most of the time would go into compiling what runs once.
    private static readonly string[] Quick =
    [
        "--",
        "--master",
        "local[1]",
        "--driver-java-options",
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "--conf",
        "spark.sql.codegen.wholeStage=false",
        "--conf",
        "spark.sql.codegen.factoryMode=NO_CODEGEN",
    ];

    private readonly string _name;
    private readonly string[] _options;
    private ChildProcess _process;

    private SparkJob(string name, string[] options)
    {
        (_name, _options) = (name, options);
        Folder = Directory.CreateTempSubdirectory("clickdash-spark-").FullName;
        _process = Launch();
    }

    /// <summary>Where it runs: relative paths of its options, and its checkpoint, are below.</summary>
    public string Folder { get; }

    /// <summary>What it wrote since it was started last.</summary>
    public string Log => _process.Output;

    /// <summary>Starts a job; returns when it reads, or where it ends before that.</summary>
    /// <param name="name">Which.</param>
    /// <param name="servers">The broker.</param>
    /// <param name="options">Its other options.</param>
    /// <param name="hasMuchToDo">Whether it is worth its while to compile all and to take every core.</param>
    /// <param name="until">What the line says that is waited for.</param>
    public static async Task<SparkJob> StartAsync(
        string name,
        string servers,
        IEnumerable<string>? options = null,
        bool hasMuchToDo = false,
        string until = "reads "
    )
    {
        var job = new SparkJob(
            name,
            [
                "--bootstrap",
                servers,
                .. options ?? [],
                .. hasMuchToDo ? [] : Quick,
                .. hasMuchToDo ? [] : SparkInstallation.Completion,
            ]
        );
        try
        {
            await job.LineAsync(until);
            return job;
        }
        catch
        {
            await job.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first line with a text, as soon as it is written.</summary>
    public Task<string> LineAsync(string part) => _process.LineAsync(part, Patience);

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.KillAll();
        await _process.ExitAsync(Patience);
        await _process.DisposeAsync();
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>; it goes on from its checkpoint.</summary>
    public async Task StartAgainAsync()
    {
        _process = Launch();
        await LineAsync("reads ");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private ChildProcess Launch()
    {
        var script = Repository.Find("spark", "run")!;
        var start = new ProcessStartInfo(Path.Combine(script, "run"), [_name, .. _options])
        {
            WorkingDirectory = Folder,
        };
        start.Environment["SPARK_HOME"] = SparkInstallation.Folder;
        return ChildProcess.Start(start);
    }
}
