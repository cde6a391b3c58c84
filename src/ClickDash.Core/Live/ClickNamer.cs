using System.Text;
using ClickDash.Core.Clicks;

namespace ClickDash.Core.Live;

/// <summary>Names a click's values: what was decoded becomes what the log keeps. Belongs to the aggregator's thread.</summary>
internal sealed class ClickNamer
{
    private static readonly byte[][] StatusTexts =
    [
        .. Enumerable.Range(0, 600).Select(status => Encoding.UTF8.GetBytes($"{status}")),
    ];

    private readonly ValueTables _values;
    private readonly int[] _statusIds = new int[600];

    /// <param name="values">Where values are named.</param>
    public ClickNamer(ValueTables values)
    {
        _values = values;
        Array.Fill(_statusIds, -1);
    }

    /// <summary>A click as the log keeps it. Its values get numbers where they have none.</summary>
    /// <param name="batch">The batch that it lies in.</param>
    /// <param name="click">The click.</param>
    /// <param name="source">The number of its topic.</param>
    /// <param name="judged">When it counts.</param>
    /// <param name="weight">What it counts; 0 where a click of the past is no reason to make room for its values.</param>
    public LoggedClick Name(
        ClickBatch batch,
        in ClickRow click,
        int source,
        in Judgement judged,
        long weight
    )
    {
        var (page, country, referrer, device) = (0, 0, 0, 0);
        var (host, campaign, browser) = (0, 0, 0);
        var values = batch.Values;
        foreach (var index in batch.ValuesOf(click))
        {
            ref readonly var value = ref values[index];
            var id = NumberOf(values, index, weight);
            switch (value.Dimension)
            {
                case Dimension.Page:
                    page = id;
                    break;
                case Dimension.Country:
                    country = id;
                    break;
                case Dimension.Referrer:
                    referrer = id;
                    break;
                case Dimension.Device:
                    device = id;
                    break;
                case Dimension.Host:
                    host = id;
                    break;
                case Dimension.Campaign:
                    campaign = id;
                    break;
                case Dimension.Browser:
                    browser = id;
                    break;
            }
        }

        return new(
            judged.Time / 1000,
            page,
            country,
            referrer,
            device,
            StatusId(click.Status),
            source,
            host,
            campaign,
            browser,
            click.User,
            click.Weight,
            StatusClasses.Of(click.Status),
            judged.IsLate,
            judged.Verdict == TimeVerdict.Retimed
        );
    }

    /// <summary>A value's number. One that is named stays so while its batch is counted; one that is not is counted each time.</summary>
    private int NumberOf(BatchValues values, int index, long weight)
    {
        ref var number = ref values.Number(index);
        return number != 0 ? number : Intern(values, values[index], ref number, weight);
    }

    private int Intern(BatchValues values, in ValueRow value, ref int number, long weight)
    {
        var id = _values[value.Dimension].Intern(value.Hash, values.Text(value), weight);
        if (id != ValueTable.Other)
        {
            number = id;
        }

        return id;
    }

    private int StatusId(int status)
    {
        if (StatusClasses.Of(status) == 0)
        {
            return ValueTable.None;
        }

        ref var id = ref _statusIds[status];
        return id >= 0 ? id : id = _values[Dimension.Status].Intern(StatusTexts[status]);
    }
}
