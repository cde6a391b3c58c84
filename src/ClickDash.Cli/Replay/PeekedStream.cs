namespace ClickDash.Cli.Replay;

/// <summary>A stream whose first bytes can be looked at before it is read, and that counts what was read.</summary>
internal sealed class PeekedStream(Stream inner) : Stream
{
    // The longest mark of a kind of file that is told apart.
    private const int Longest = 8;

    private readonly byte[] _first = new byte[Longest];
    private int _length;
    private int _given;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes were read.</summary>
    public override long Position
    {
        get => Interlocked.Read(ref _position);
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, fewer where there are no more; to be asked for once, before reading.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _length = inner.ReadAtLeast(_first, Longest, throwOnEndOfStream: false);
        return _first.AsSpan(0, _length);
    }

    public override int Read(Span<byte> buffer)
    {
        var read = TakeFirst(buffer);
        return Count(read > 0 ? read : inner.Read(buffer));
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var read = TakeFirst(buffer.Span);
        return Count(read > 0 ? read : await inner.ReadAsync(buffer, cancellationToken));
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int TakeFirst(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _length - _given);
        _first.AsSpan(_given, taken).CopyTo(buffer);
        _given += taken;
        return taken;
    }

    private int Count(int read)
    {
        Interlocked.Add(ref _position, read);
        return read;
    }
}
