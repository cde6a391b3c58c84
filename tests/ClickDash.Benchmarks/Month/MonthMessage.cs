using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace ClickDash.Benchmarks.Month;

/// <summary>A message that a producer sends: one click.</summary>
/// <param name="SentAt">When it is sent, in epoch milliseconds.</param>
/// <param name="MessageTime">The timestamp that its producer's client gives it.</param>
/// <param name="ClickTime">The click's own time.</param>
/// <param name="Page">Its page, as <see cref="PageName"/> writes it.</param>
/// <param name="User">Its user.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MonthMessage(
    long SentAt,
    long MessageTime,
    long ClickTime,
    int Page,
    int User
)
{
    /// <summary>How many partitions the topic has.</summary>
    public const int Partitions = 2;

    private const int FirstTail = 1_000;
    private const int FirstNews = 10_000;
    private const int FirstScanned = 1_000_000;

    private static readonly string[] Countries = ["AU", "CN", "DE", "IN", "US"];

    /// <summary>The partition that it goes to.</summary>
    public int Partition => User & 1;

    /// <summary>A page of few clicks.</summary>
    public static int TailPage(int number) => FirstTail + number;

    /// <summary>A page that is there for a day.</summary>
    public static int NewsPage(int day, int number) => FirstNews + day * 1000 + number;

    /// <summary>A page that a scanner asks for and that is not there.</summary>
    public static int ScannedPage(long number) => FirstScanned + (int)number;

    /// <summary>A page's name.</summary>
    public static string PageName(int page) =>
        page switch
        {
            < FirstTail => $"/steady/{page}",
            < FirstNews => $"/tail/{page - FirstTail}",
            < FirstScanned => $"/news/{(page - FirstNews) / 1000}/{page % 1000}",
            _ => $"/wp-admin/{page - FirstScanned}",
        };

    /// <summary>The message's value in the format <c>clicks</c>.</summary>
    public int Write(Span<byte> value)
    {
        Utf8.TryWrite(
            value,
            CultureInfo.InvariantCulture,
            $$"""{"ts":{{ClickTime}},"page":"{{PageName(Page)}}","user":"u-{{User}}","country":"{{Countries[Page % Countries.Length]}}","device":"{{(User % 3 == 0 ? "mobile" : "desktop")}}","status":{{(Page >= FirstScanned ? 404 : 200)}}}""",
            out var length
        );
        return length;
    }
}
