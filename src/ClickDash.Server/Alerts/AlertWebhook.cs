using System.Net.Http.Json;
using System.Threading.Channels;
using ClickDash.Core.Alerts;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Alerts;

/// <summary>Posts changes to the address that is set, one after the other, again and again where it does not take them.</summary>
public sealed class AlertWebhook(
    ClickDashSettings settings,
    HttpClient http,
    TimeProvider time,
    ILogger<AlertWebhook> logger
) : BackgroundService
{
    // 1, 2, 4 … 32 s: a minute in all, which outlasts a restart at the other end.
    private const int Tries = 7;

    // While the other end is away the newest changes are kept, the oldest are dropped.
    private const int Waiting = 64;

    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(10);

    private readonly Channel<AlertChange> _changes = Channel.CreateBounded<AlertChange>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    private string? Url => settings.AlertWebhook.Url;

    /// <summary>Posts a change when those before it are done; returns at once.</summary>
    public void Send(AlertChange change)
    {
        if (!string.IsNullOrEmpty(Url))
        {
            _changes.Writer.TryWrite(change);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in _changes.Reader.ReadAllAsync(stoppingToken))
            {
                await PostAsync(change, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task PostAsync(AlertChange change, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            if (await TryAsync(change, stop) is not { } problem)
            {
                return;
            }

            if (tries == Tries)
            {
                // Never the address: such addresses are secrets.
                logger.LogError(
                    "The alert webhook took no word of {Name} in {Tries} tries: {Problem}",
                    change.Name,
                    tries,
                    problem
                );
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1 << (tries - 1)), time, stop);
        }
    }

    /// <summary>Why it was not taken; null where it was.</summary>
    private async Task<string?> TryAsync(AlertChange change, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(LongestTry);
        try
        {
            using var answer = await http.PostAsJsonAsync(
                Url,
                change,
                AlertJson.Default.AlertChange,
                end.Token
            );
            return answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return $"no connection ({e.HttpRequestError})";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"no answer in {LongestTry.TotalSeconds:0} s";
        }
    }
}
