namespace ClickDash.Testing;

/// <summary>Where tests find Spark.</summary>
public static class SparkInstallation
{
    private const string Variable = "SPARK_HOME";

    // What Debian's libjts-java brings.
    private const string SystemJts = "/usr/share/java/jts-core.jar";

    private static readonly string? Found = Environment.GetEnvironmentVariable(Variable)
        is { Length: > 0 } home
        ? home
        : Repository.Find(Path.Combine("shared", "spark"), Path.Combine("bin", "spark-submit"));

    private static readonly Lazy<string> Usable = new(() => LinkStubs.Resolve(Found!, "jars"));

    /// <summary>Why Spark cannot be run here; null where it can.</summary>
    public static string? SkipReason { get; } =
        OperatingSystem.IsWindows() ? "spark/run is a script for bash."
        : Found is null
            ? $"There is no shared/spark beside the repository, and {Variable} names no Spark."
        : null;

    /// <summary>
    /// A whole Spark: of <c>SPARK_HOME</c>, or <c>shared/spark</c> beside the repository or above it, or a copy where that has
    /// lost its links.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none: see <see cref="SkipReason"/>.</exception>
    public static string Folder =>
        Found is null ? throw new InvalidOperationException(SkipReason) : Usable.Value;

    /// <summary>Options of spark-submit that give a Spark that was cut down what it lacks to write Parquet files.</summary>
    public static string[] Completion =>
        HasJts || !File.Exists(SystemJts) ? [] : ["--driver-class-path", SystemJts];

    /// <summary>Why Parquet files cannot be written here; null where they can.</summary>
    public static string? ParquetSkipReason =>
        SkipReason
        ?? (
            HasJts || File.Exists(SystemJts)
                ? null
                : $"Spark's jars lack jts-core, and there is no {SystemJts}: it cannot write Parquet."
        );

    private static bool HasJts =>
        Directory.EnumerateFiles(Path.Combine(Found!, "jars"), "jts-core*.jar").Any();
}
