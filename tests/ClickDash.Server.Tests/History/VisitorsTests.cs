using System.IO.Hashing;
using ClickDash.Core.Live;
using ClickDash.Server.History;

namespace ClickDash.Server.Tests.History;

/// <summary>Different visitors of hours, days and whole stretches, over restarts, within the stated error.</summary>
public sealed class VisitorsTests : FilledStore
{
    [Fact]
    public void Visitors_are_counted_once_in_each_bucket_and_once_in_all()
    {
        long salt;
        using (var store = CountStore.Open(File, Noon, salt: 42))
        {
            salt = store.Salt;
            See(0, 3000, Noon.AddHours(-30));
            See(1500, 4500, Noon.AddHours(-29));
            Write(store);
        }

        using var again = CountStore.Open(File, Noon, salt: 43);
        (salt, again.Salt).ShouldBe((42, 42));
        See(1500, 4500, Noon.AddHours(-29));
        See(4000, 6000, Noon.AddHours(-2));
        Write(again);
        // Waits to be stored.
        See(4000, 7000, Noon.AddHours(-1));

        var hours = Ask(
            again,
            "from=2026-11-21T06:00Z&to=2026-11-21T08:00Z&step=3600&visitors=true"
        );
        hours.Visitors!.Length.ShouldBe(2);
        Near(hours.Visitors[0], 3000);
        Near(hours.Visitors[1], 3000);
        Near(hours.Kpi.WindowUsers, 4500);
        var days = Ask(
            again,
            "from=2026-11-22&to=2026-11-23&step=day&visitors=true&zone=Asia/Kolkata"
        );
        Near(days.Visitors![0], 3000);
        Near(days.Kpi.PreviousWindowUsers, 4500);
        Ask(again, "from=2026-11-22&to=2026-11-23&step=day").Kpi.WindowUsers.ShouldBe(0);
    }

    [Fact]
    public void A_table_has_a_column_of_them()
    {
        using var store = Open();
        See(0, 3, Noon.AddHours(-1));
        Write(store);

        HistoryEndpoint
            .Csv(Ask(store, "from=2026-11-22T11:00Z&to=2026-11-22T12:00Z&step=3600&visitors=true"))
            .ShouldBe("time,total,visitors\r\n2026-11-22T11:00:00Z,0,3\r\n");
    }

    private void See(int from, int to, DateTimeOffset at)
    {
        for (var user = from; user < to; user++)
        {
            Pending.SeeUser(
                at.ToUnixTimeSeconds(),
                XxHash3.HashToUInt64(BitConverter.GetBytes(user), seed: 42)
            );
        }
    }

    private static void Near(long? count, long users) =>
        Math.Abs(count.ShouldNotBeNull() - users)
            .ShouldBeLessThan((long)(4 * VisitorSketch.StandardError * users));
}
