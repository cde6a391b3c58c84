using System.Text.Unicode;
using ClickDash.Core.Clicks;
using ClickDash.Core.Formats.Json;
using ClickDash.Core.Formats.Text;

namespace ClickDash.Core.Formats;

/// <summary>
/// A line of an access log in the Common or Combined Log Format (Apache httpd mod_log_config, nginx), or the same line
/// as a JSON string.
/// </summary>
public sealed class AccessLogFormat : IClickFormat
{
    private readonly TextBuffer buffer = new();
    private readonly UserAgents agents = new();

    /// <inheritdoc/>
    public string Name => "access-log";

    /// <inheritdoc/>
    public DropReason Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, IClickSink clicks)
    {
        buffer.Reset();
        var text = value.StartsWith("\uFEFF"u8) ? value[3..] : value;
        if (!Utf8.IsValid(text))
        {
            return DropReason.Malformed;
        }

        if (text is [(byte)'"', ..] && !JsonEscapes.TryUndoWhole(text, buffer, out text))
        {
            return DropReason.Malformed;
        }

        if (!AccessLogLine.TryRead(text.TrimEnd("\r\n"u8), out var line))
        {
            return DropReason.Malformed;
        }

        var target = RequestText.Target(LogEscapes.Undo(line.Request, buffer));
        var page = PageText.Read(target);
        if (page.IsEmpty)
        {
            return DropReason.Malformed;
        }

        var user = Present(line.User);
        var agent = agents.Read(LogEscapes.Undo(Present(line.Agent), buffer));
        clicks.Add(
            new Click
            {
                Time = TimeText.AccessLog(line.Time),
                Page = page,
                User = user.IsEmpty ? Present(line.Client) : user,
                Referrer = ReferrerText.Read(
                    LogEscapes.Undo(Present(line.Referrer), buffer),
                    buffer
                ),
                Device = agent.Device,
                Status = StatusText.Read(line.Status),
                Host = HostText.First(line.Host, target, buffer),
                Campaign = CampaignText.OfUrl(target, buffer),
                Browser = agent.Browser,
            }
        );
        return DropReason.None;
    }

    private static ReadOnlySpan<byte> Present(ReadOnlySpan<byte> field) =>
        field is [(byte)'-'] or [(byte)'"', (byte)'"'] ? default : field;
}
