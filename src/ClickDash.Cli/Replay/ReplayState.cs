using System.Security.Cryptography;
using System.Text.Json;

namespace ClickDash.Cli.Replay;

/// <summary>How far a file was sent: everything before is with the broker, nothing after it.</summary>
internal sealed record ReplayState
{
    // Enough that two logs do not begin alike, little enough to read at each start.
    private const int PrintLength = 4096;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Which topic it was sent to.</summary>
    public required string Topic { get; init; }

    /// <summary>Lines taken, those left out included.</summary>
    public required long Lines { get; init; }

    /// <summary>Where the next line begins, in bytes of the decompressed content.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many of the content's first bytes <see cref="Print"/> is of.</summary>
    public required int PrintedBytes { get; init; }

    /// <summary>The SHA-256 of the file's first bytes, so that another file is not taken for it.</summary>
    public required string Print { get; init; }

    /// <summary>Reads a state; null where there is none yet.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="topic">What is replayed to.</param>
    /// <param name="file">What is replayed; null where it is a pipe.</param>
    /// <exception cref="InputException">It cannot be read, or is of another file or topic.</exception>
    public static ReplayState? Load(string path, string topic, string? file)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        ReplayState? state;
        try
        {
            state = JsonSerializer.Deserialize<ReplayState>(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"'{path}' does not say how far a replay came: {e.Message} Remove it to begin anew.",
                e
            );
        }

        if (state is null || state.Topic != topic)
        {
            throw new InputException(
                $"'{path}' is of a replay to the topic '{state?.Topic}', not '{topic}'. Name another with --resume, or remove it to begin anew."
            );
        }

        // A pipe cannot be looked at twice: who names the state knows what comes.
        return
            file is null || PrintOf(file, state.PrintedBytes) == (state.PrintedBytes, state.Print)
            ? state
            : throw new InputException(
                $"'{path}' is of a replay of another file than '{file}' is now. Name another with --resume, or remove it to begin anew."
            );
    }

    /// <summary>A state at the beginning of a file; of a pipe where it is null.</summary>
    public static ReplayState Start(string topic, string? file)
    {
        var (length, print) = file is null ? (0, "") : PrintOf(file, PrintLength);
        return new ReplayState
        {
            Topic = topic,
            Lines = 0,
            Bytes = 0,
            PrintedBytes = length,
            Print = print,
        };
    }

    /// <summary>Writes it, so that after a power cut the old or the new one is there.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Save(string path)
    {
        try
        {
            var next = path + ".new";
            File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, Indented));
            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"How far the replay came cannot be written to '{path}': {e.Message} Name another place with --resume.",
                e
            );
        }
    }

    private static (int Length, string Print) PrintOf(string file, int most)
    {
        using var stream = File.OpenRead(file);
        var first = new byte[most];
        var length = stream.ReadAtLeast(first, most, throwOnEndOfStream: false);
        return (length, Convert.ToHexString(SHA256.HashData(first.AsSpan(0, length))));
    }
}
