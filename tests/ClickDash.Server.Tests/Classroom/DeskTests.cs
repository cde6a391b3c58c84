using System.Net;
using System.Net.Http.Json;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Classroom;

/// <summary>What a presenter lets happen to the stream, and what is seen of it.</summary>
public sealed class DeskTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_order_goes_through_Kafka_and_marks_the_time_line()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        var before = await server.TotalsAsync(patience.Token);

        await OrderAsync(new(DeskKind.Burst, Count: 30, Page: "/sale"));
        await OrderAsync(new(DeskKind.Late, Count: 20, Seconds: 60));
        await OrderAsync(new(DeskKind.Duplicates, Count: 10));
        await OrderAsync(new(DeskKind.Broken, Count: 5));

        var after = await server.TotalsAfterAsync(before.Messages + 75, patience.Token);
        after.Messages.ShouldBe(before.Messages + 75);
        after.Clicks.ShouldBe(before.Clicks + 70);
        after.Dropped["malformed"].ShouldBe(before.Dropped["malformed"] + 5);
        after.Late.ShouldBeGreaterThan(before.Late);
        var marks = await server.Http.GetFromJsonAsync(
            "api/marks",
            WireJson.Default.MarkArray,
            Stop
        );
        string[] words =
        [
            "A burst of 30 clicks on /sale",
            "20 clicks, up to 60 s late",
            "10 clicks, each twice",
            "5 messages that are not of the topic's format",
        ];
        words.ShouldBeSubsetOf(marks!.Select(mark => mark.Text));
    }

    [Fact]
    public async Task While_the_consumer_rests_it_says_so_and_afterwards_all_is_caught_up()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await server.ProduceAsync(["""{"page":"/first"}"""u8.ToArray()], patience.Token);
        var before = await server.TotalsAfterAsync(1, patience.Token);

        await OrderAsync(new(DeskKind.Outage, Seconds: 3));
        await server.ProduceAsync(
            [.. Enumerable.Repeat("""{"page":"/meanwhile"}"""u8.ToArray(), 40)],
            patience.Token
        );

        using var ready = await server.Http.GetAsync("healthz/ready", Stop);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync(Stop)).ShouldContain("lets the consumer rest");
        (await server.SnapshotAsync("", Stop)).Ingest.State.ShouldBe(IngestState.Paused);

        var after = await server.TotalsAfterAsync(before.Messages + 40, patience.Token);
        after.Clicks.ShouldBe(before.Clicks + 40);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await IsReadyAsync())
        {
            await pace.WaitForNextTickAsync(patience.Token);
        }
    }

    [Fact]
    public async Task A_new_lesson_begins_afresh_what_is_shown_and_leaves_the_totals()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        await server.ProduceAsync(["""{"page":"/old"}"""u8.ToArray()], patience.Token);
        var before = await server.TotalsAfterAsync(1, patience.Token);

        await OrderAsync(new(DeskKind.Lesson));

        var stage = await server.Http.GetFromJsonAsync("api/stage", WireJson.Default.Stage, Stop);
        stage!.LessonStart.ShouldNotBeNull();
        (await server.SnapshotAsync("", Stop)).Ranking.ShouldBeEmpty();
        (await server.SnapshotAsync("?filter=page:/old", Stop)).Ranking.ShouldBeEmpty();
        (await server.TotalsAsync(Stop)).Clicks.ShouldBeGreaterThanOrEqualTo(before.Clicks);
    }

    [Fact]
    public async Task The_simulators_rate_can_be_changed_while_it_runs()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        // A server of its own: what is under way when the simulator stops would be counted in another test.
        await using var own = new ServerFixture();
        await own.InitializeAsync();

        var state = await OrderAsync(new(DeskKind.Rate, Rate: 200), own);

        state.Rate.ShouldBe(200);
        await own.TotalsAfterAsync(50, patience.Token);
        (await OrderAsync(new(DeskKind.Rate, Rate: 0), own)).Rate.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"kind":"burst","count":0}""", "count is 0; it takes 1 to 5000")]
    [InlineData("""{"kind":"outage","seconds":500}""", "an outage takes 1 to 120")]
    [InlineData("""{"kind":"rate","rate":-1}""", "rate is -1; it takes 0 to 10000")]
    [InlineData("""{"kind":"rate"}""", "rate is ; it takes 0 to 10000")]
    [InlineData("""{"kind":"burst","page":"sale"}""", "up to 60 characters")]
    public async Task A_wrong_order_is_refused_in_words(string order, string words)
    {
        using var body = new StringContent(order, null, "application/json");
        using var answer = await server.Http.PostAsync("api/desk", body, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(words);
    }

    private async Task<bool> IsReadyAsync()
    {
        using var ready = await server.Http.GetAsync("healthz/ready", Stop);
        return ready.IsSuccessStatusCode;
    }

    private async Task<DeskState> OrderAsync(DeskOrder order, ServerFixture? at = null)
    {
        using var answer = await (at ?? server).Http.PostAsJsonAsync(
            "api/desk",
            order,
            WireJson.Default.DeskOrder,
            Stop
        );
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.DeskState, Stop))!;
    }
}
