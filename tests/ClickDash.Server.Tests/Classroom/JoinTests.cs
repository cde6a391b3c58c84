using System.Net;
using System.Net.Http.Json;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace ClickDash.Server.Tests.Classroom;

/// <summary>Phones: who may join, and what becomes of a tap.</summary>
public sealed class JoinTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_phones_tap_and_every_tap_is_one_click_and_one_light()
    {
        using var patience = new CancellationTokenSource(ServerFixture.Patience);
        var room = await RoomAsync();
        await using var hub = await server.ConnectAsync(patience.Token);
        await using var news = hub.StreamAsync<AudienceNews>("Audience", patience.Token)
            .GetAsyncEnumerator(patience.Token);
        (await news.MoveNextAsync()).ShouldBeTrue();
        news.Current.IsWhole.ShouldBeTrue();
        news.Current.Join!.Room.ShouldBe(room);
        var before = await server.TotalsAsync(patience.Token);

        var phones = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => JoinAsync(room)));
        phones.Select(phone => phone.Mark.Name).Distinct().Count().ShouldBe(50);
        var answers = await Task.WhenAll(
            from phone in phones
            from page in new[] { "/", "/cart", "/sale" }
            select TapAsync(room, phone.Id, page)
        );

        answers.ShouldAllBe(answer => answer.Delay >= 0);
        var seen = new Dictionary<int, Dot>();
        while (seen.Values.Sum(dot => dot.Taps) < 150)
        {
            (await news.MoveNextAsync()).ShouldBeTrue();
            foreach (var dot in news.Current.Dots)
            {
                seen[dot.Seat] = dot;
            }
        }

        seen.Values.Count(dot => dot.Taps == 3).ShouldBe(50);
        seen.Values.ShouldAllBe(dot => dot.Delay >= 0);
        var totals = await server.TotalsAfterAsync(before.Messages + 150, patience.Token);
        totals.Clicks.ShouldBe(before.Clicks + 150);
        totals.Dropped.Values.Sum().ShouldBe(before.Dropped.Values.Sum());
    }

    [Fact]
    public async Task A_phone_that_taps_faster_than_anybody_can_is_slowed_and_others_are_not()
    {
        var room = await RoomAsync();
        var (greedy, other) = (await JoinAsync(room), await JoinAsync(room));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var answer = await PostTapAsync(room, greedy.Id, "/");
            statuses.Add(answer.StatusCode);
        }

        statuses.Take(8).ShouldAllBe(status => status == HttpStatusCode.OK);
        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        (await TapAsync(room, other.Id, "/")).Delay.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("wrong1", null, "/", 404, "no such room")]
    [InlineData(null, "made-up", "/", 410, "has not joined")]
    [InlineData(null, null, "/not-on-a-button", 409, "not on the buttons")]
    public async Task What_is_wrong_is_refused_in_words(
        string? room,
        string? phone,
        string page,
        int status,
        string words
    )
    {
        var here = await RoomAsync();
        var joined = await JoinAsync(here);

        using var answer = await PostTapAsync(room ?? here, phone ?? joined.Id, page);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(words);
    }

    [Fact]
    public async Task The_page_has_the_presenters_buttons_no_cookie_and_no_WebAssembly()
    {
        using var http = server.Bare();
        using var page = await http.GetAsync($"join/{await RoomAsync()}", Stop);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var html = await page.Content.ReadAsStringAsync(Stop);
        html.ShouldContain("value=\"/cart\"");
        html.ShouldNotContain("_framework");
        html.Length.ShouldBeLessThan(4000);
    }

    [Fact]
    public async Task A_wrong_link_asks_for_the_rooms_letters()
    {
        using var http = server.Bare();
        using var wrong = await http.GetAsync("join/wrong1", Stop);
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await wrong.Content.ReadAsStringAsync(Stop)).ShouldContain("no such room");

        (await http.GetStringAsync("join", Stop)).ShouldContain("id=\"room\"");
        (await http.GetStringAsync($"join?room={await RoomAsync()}", Stop)).ShouldContain(
            "id=\"buttons\""
        );
    }

    [Fact]
    public async Task Bound_to_this_machine_alone_it_says_that_phones_cannot_reach_it()
    {
        var join = await InfoAsync();

        join.Link.ShouldBeNull();
        join.Problem!.ShouldContain("--urls http://*:5080");
        join.Problem!.ShouldContain("ClickDash:Join:PublicUrl");
        using var code = await server.Http.GetAsync("api/join/code.svg", Stop);
        code.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JoinInfo> InfoAsync() =>
        (await server.Http.GetFromJsonAsync("api/join", WireJson.Default.JoinInfo, Stop))!;

    private async Task<string> RoomAsync() => (await InfoAsync()).Room;

    private async Task<JoinedPhone> JoinAsync(string room)
    {
        using var answer = await server.Http.PostAsync($"join/{room}/phones", null, Stop);
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.JoinedPhone, Stop))!;
    }

    private async Task<TapAnswer> TapAsync(string room, string phone, string page)
    {
        using var answer = await PostTapAsync(room, phone, page);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.TapAnswer, Stop))!;
    }

    private Task<HttpResponseMessage> PostTapAsync(string room, string phone, string page) =>
        server.Http.PostAsJsonAsync(
            $"join/{room}/taps",
            new TapRequest(phone, page),
            WireJson.Default.TapRequest,
            Stop
        );
}
