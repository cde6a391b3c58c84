namespace ClickDash.Server.Hosting;

/// <summary>Does one thing again and again until the server stops.</summary>
/// <param name="period">From one time to the next; one that is missed is left out.</param>
/// <param name="time">The clock.</param>
public abstract class PeriodicService(TimeSpan period, TimeProvider time) : BackgroundService
{
    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Tick();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped, also by a start that failed elsewhere: no news of its own.
        }
    }

    /// <summary>Does it once.</summary>
    protected abstract void Tick();
}
