using System.IO.Compression;
using ZstdSharp;

namespace ClickDash.Cli.Replay;

/// <summary>A file or the standard input, decompressed where its first bytes say gzip or zstd.</summary>
internal sealed class Input : IDisposable
{
    /// <summary>The name that means the standard input.</summary>
    public const string Standard = "-";

    private static readonly (byte[] Magic, string Name, string Command)[] NotRead =
    [
        ([0x42, 0x5A, 0x68], "bzip2", "bzip2 -dc"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz", "xz -dc"),
        ([0x50, 0x4B, 0x03, 0x04], "zip", "unzip -p"),
    ];

    private readonly PeekedStream _raw;

    // Without it, data that end in the middle look like data that end.
    static Input() =>
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", isEnabled: true);

    private Input(string name, PeekedStream raw, long? length, bool isStandard)
    {
        Name = name;
        Length = length;
        IsStandard = isStandard;
        _raw = raw;
        (Content, Compression) = Decompress(raw);
    }

    /// <summary>Its name for people.</summary>
    public string Name { get; }

    /// <summary>What it holds, decompressed.</summary>
    public Stream Content { get; }

    /// <summary><c>gzip</c>, <c>zstd</c>, or null where it is not compressed.</summary>
    public string? Compression { get; }

    /// <summary>Its size in bytes as it lies there; null where that is not known.</summary>
    public long? Length { get; }

    /// <summary>Whether it is the standard input, of which nobody knows when more comes.</summary>
    public bool IsStandard { get; }

    /// <summary>How many of its bytes were read.</summary>
    public long Position => _raw.Position;

    /// <summary>Opens a file, or the standard input for <c>-</c>.</summary>
    /// <exception cref="InputException">It cannot be opened, or is compressed in a way that is not read.</exception>
    public static Input Open(string path)
    {
        if (path == Standard)
        {
            return new Input(
                "the standard input",
                new PeekedStream(Console.OpenStandardInput()),
                length: null,
                isStandard: true
            );
        }

        try
        {
            var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            // A named pipe or device has no length.
            var length = file.CanSeek ? file.Length : (long?)null;
            return new Input(path, new PeekedStream(file), length, isStandard: false);
        }
        catch (Exception e)
            when (e
                    is FileNotFoundException
                        or DirectoryNotFoundException
                        or UnauthorizedAccessException
                        or IOException
            )
        {
            throw new InputException(
                e switch
                {
                    FileNotFoundException or DirectoryNotFoundException =>
                        $"There is no file '{path}'.",
                    _ when Directory.Exists(path) => $"'{path}' is a folder; a file is read.",
                    UnauthorizedAccessException => $"The file '{path}' may not be read.",
                    _ => $"The file '{path}' cannot be read: {e.Message}",
                },
                e
            );
        }
    }

    public void Dispose()
    {
        Content.Dispose();
        _raw.Dispose();
    }

    private (Stream, string?) Decompress(PeekedStream raw)
    {
        var first = raw.Peek();
        if (first is [0x1F, 0x8B, ..])
        {
            return (new GZipStream(raw, CompressionMode.Decompress), "gzip");
        }

        if (first is [0x28, 0xB5, 0x2F, 0xFD, ..])
        {
            return (new DecompressionStream(raw), "zstd");
        }

        foreach (var (magic, name, command) in NotRead)
        {
            if (first.StartsWith(magic))
            {
                throw new InputException(
                    $"{Name} is compressed with {name}; gzip and zstd are read. Decompress it on the way: {command} FILE | clickdash replay -"
                );
            }
        }

        return first is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? throw new InputException(
                $"{Name} is UTF-16; UTF-8 is read. Convert it on the way: iconv -f UTF-16 -t UTF-8 FILE | clickdash replay -"
            )
            : (raw, null);
    }
}
