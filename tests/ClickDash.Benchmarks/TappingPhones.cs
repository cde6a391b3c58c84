using System.Collections.Concurrent;
using System.Net.Http.Json;
using ClickDash.Core.Wire;

namespace ClickDash.Benchmarks;

/// <summary>Phones that join as an audience does and tap, at a thumb's pace, what the presenter offers.</summary>
/// <param name="server">The server.</param>
internal sealed class TappingPhones(Uri server) : IDisposable
{
    // A phone taps about every two seconds.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new() { BaseAddress = server };
    private readonly List<JoinedPhone> _phones = [];
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly ConcurrentQueue<SentTap> _sent = new();
    private string _room = "";

    /// <summary>What was refused, in sentences.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    /// <summary>The taps that were taken.</summary>
    public IReadOnlyCollection<SentTap> Sent => _sent;

    /// <summary>Has phones load the page and join, one after the other: a phone's seat is its number.</summary>
    public async Task JoinAsync(int count)
    {
        var join = await _http.GetFromJsonAsync("api/join", WireJson.Default.JoinInfo);
        _room = join!.Room;
        for (var i = 0; i < count; i++)
        {
            using var page = await _http.GetAsync($"join/{_room}");
            page.EnsureSuccessStatusCode();
            using var answer = await _http.PostAsync($"join/{_room}/phones", content: null);
            answer.EnsureSuccessStatusCode();
            _phones.Add((await answer.Content.ReadFromJsonAsync(WireJson.Default.JoinedPhone))!);
        }
    }

    /// <summary>Has them tap until it is cancelled.</summary>
    public Task TapAsync(CancellationToken cancellation) =>
        Task.WhenAll(_phones.Select((phone, seat) => TapAsync(phone, seat, cancellation)));

    public void Dispose() => _http.Dispose();

    private async Task TapAsync(JoinedPhone phone, int seat, CancellationToken cancellation)
    {
        var chance = new Random(seat);
        for (var taken = 0; ; )
        {
            await Task.Delay(Pace * (0.5 + chance.NextDouble()), cancellation)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            using var answer = await _http.PostAsJsonAsync(
                $"join/{_room}/taps",
                new TapRequest(phone.Id, phone.Pages[chance.Next(phone.Pages.Length)]),
                WireJson.Default.TapRequest,
                CancellationToken.None
            );
            if (answer.IsSuccessStatusCode)
            {
                _sent.Enqueue(new SentTap(seat, ++taken, at));
            }
            else
            {
                _troubles.Enqueue(
                    $"phone {seat}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}"
                );
            }
        }
    }
}

/// <summary>A tap.</summary>
/// <param name="Seat">Whose.</param>
/// <param name="Number">The how-manieth of this phone, from 1.</param>
/// <param name="At">When the thumb came down, epoch milliseconds.</param>
internal sealed record SentTap(int Seat, int Number, long At);
