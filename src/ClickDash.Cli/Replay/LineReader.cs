using ZstdSharp;

namespace ClickDash.Cli.Replay;

/// <summary>
/// Cuts bytes into lines at each LF; one CR before it belongs to the line's end, and a byte order mark at the very
/// beginning to no line. Memory is bounded whatever comes: what is over the limit is passed over.
/// </summary>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="limit">The longest line, in bytes without its end.</param>
internal sealed class LineReader(Stream stream, int limit)
{
    // Reads are this long: below it a file costs more calls, above it nothing is gained.
    private const int ReadLength = 256 * 1024;

    private readonly byte[] _buffer = new byte[ReadLength + limit + 2];
    private int _start;
    private int _end;
    private long _number;
    private long _position;
    private bool _isOver;

    /// <summary>Why the input ended before it should; null where it did not.</summary>
    public string? CutShort { get; private set; }

    /// <summary>The whole lines that come first, as far as they are here without waiting; none is taken.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the waiting for the first.</param>
    public async Task<IReadOnlyList<byte[]>> PeekAsync(int most, CancellationToken cancellation)
    {
        while (!_isOver && _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') < 0)
        {
            if (_end == _buffer.Length)
            {
                break;
            }

            await FillAsync(cancellation);
        }

        SkipMark();
        var lines = new List<byte[]>();
        for (var at = _start; at < _end && lines.Count < most; )
        {
            var length = _buffer.AsSpan(at, _end - at).IndexOf((byte)'\n');
            if (length < 0 && !_isOver)
            {
                break;
            }

            var next = length < 0 ? _end : at + length + 1;
            var line = WithoutEnd(_buffer.AsMemory(at, (length < 0 ? _end : at + length) - at));
            if (line.Length > 0 && line.Length <= limit)
            {
                lines.Add(line.ToArray());
            }

            at = next;
        }

        return lines;
    }

    /// <summary>Passes over what was taken before.</summary>
    /// <param name="bytes">How many bytes of the decompressed input.</param>
    /// <param name="lines">How many lines they are.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there were so many.</returns>
    public async Task<bool> SkipAsync(long bytes, long lines, CancellationToken cancellation)
    {
        while (bytes > _position)
        {
            if (_start == _end && !await FillAsync(cancellation))
            {
                return false;
            }

            Take((int)Math.Min(_end - _start, bytes - _position));
        }

        _number = lines;
        return true;
    }

    /// <summary>The next line.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting for bytes.</exception>
    public ValueTask<Line> NextAsync(CancellationToken cancellation) =>
        _position > 0 && TryNext(out var line)
            ? ValueTask.FromResult(line)
            : WaitForNextAsync(cancellation);

    private async ValueTask<Line> WaitForNextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            SkipMark();
            if (TryNext(out var line))
            {
                return line;
            }

            if (_end - _start > limit + 1)
            {
                return await PassOverAsync(cancellation);
            }

            if (!await FillAsync(cancellation))
            {
                return Last();
            }
        }
    }

    private bool TryNext(out Line line)
    {
        var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (length < 0)
        {
            line = default;
            return false;
        }

        var bytes = WithoutEnd(_buffer.AsMemory(_start, length));
        Take(length + 1);
        line = Found(LineKind.Whole, bytes);
        return true;
    }

    private Line Last()
    {
        var rest = WithoutEnd(_buffer.AsMemory(_start, _end - _start));
        if (_start == _end)
        {
            return new Line(LineKind.End, default, _number, 0, _position);
        }

        Take(_end - _start);
        return Found(LineKind.Unended, rest);
    }

    private Line Found(LineKind kind, ReadOnlyMemory<byte> bytes)
    {
        var isTooLong = bytes.Length > limit;
        if (isTooLong || bytes.IsEmpty)
        {
            kind = isTooLong ? LineKind.TooLong : LineKind.Empty;
        }

        return new Line(kind, isTooLong ? default : bytes, ++_number, bytes.Length, _position);
    }

    // A line of which so much is here that it is over the limit already.
    private async ValueTask<Line> PassOverAsync(CancellationToken cancellation)
    {
        var length = 0L;
        var endsInCr = false;
        while (true)
        {
            var here = _buffer.AsSpan(_start, _end - _start);
            var end = here.IndexOf((byte)'\n');
            var part = end < 0 ? here : here[..end];
            length += part.Length;
            endsInCr = part.IsEmpty ? endsInCr : part[^1] == '\r';
            Take(end < 0 ? here.Length : end + 1);
            if (end >= 0 || !await FillAsync(cancellation))
            {
                return new Line(
                    LineKind.TooLong,
                    default,
                    ++_number,
                    length - (endsInCr ? 1 : 0),
                    _position
                );
            }
        }
    }

    private static ReadOnlyMemory<byte> WithoutEnd(ReadOnlyMemory<byte> line) =>
        line.Span is [.., (byte)'\r'] ? line[..^1] : line;

    private void SkipMark()
    {
        if (_position == 0 && _buffer.AsSpan(_start, _end - _start) is [0xEF, 0xBB, 0xBF, ..])
        {
            Take(3);
        }
    }

    private void Take(int count)
    {
        _start += count;
        _position += count;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_isOver)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        try
        {
            // A console's stream does not hear of the token, and must not hold up the end.
            var read = stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            var count = read.IsCompletedSuccessfully
                ? read.Result
                : await read.AsTask().WaitAsync(cancellation);
            _end += count;
            _isOver = count == 0;
        }
        catch (Exception e)
            when (e is InvalidDataException or EndOfStreamException or ZstdException)
        {
            CutShort = e.Message;
            _isOver = true;
        }

        return !_isOver;
    }
}
