using System.Text.Json;
using ClickDash.Client.Browser;
using ClickDash.Client.Live;
using ClickDash.Scenes;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Scenes;

/// <summary>
/// What every scene's page does: reads its address, watches, keeps the picture, freezes, hears keys. A page says what its
/// address means, what it asks of the server, and draws.
/// </summary>
/// <typeparam name="TRequest">What can be asked of the scene.</typeparam>
/// <typeparam name="TPicture">Its wire record.</typeparam>
public abstract class ScenePage<TRequest, TPicture> : BrowserPage
    where TRequest : SceneRequest
    where TPicture : class
{
    private CancellationTokenSource watching = new();
    private string? watched;
    private (string Run, long Sequence)? drawn;
    private Surroundings? drawnFor;
    private object? drawnLook;

    [Inject]
    protected SceneState State { get; set; } = null!;

    [Inject]
    private ISceneFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The newest picture, or the frozen one; null before the first.</summary>
    protected TPicture? Picture { get; private set; }

    /// <summary>What is wrong with the page's address; null where nothing is.</summary>
    protected string? Problem { get; private set; }

    /// <summary>The scene.</summary>
    protected abstract SceneKind<TRequest, TPicture> Kind { get; }

    /// <summary>What the page shows beside the picture; another one is drawn anew.</summary>
    protected abstract object Look { get; }

    /// <summary>Takes what an address asks for; what is wrong is told to the query.</summary>
    protected abstract void Read(SceneQuery query);

    /// <summary>What is asked of the server.</summary>
    protected abstract IEnumerable<(string Name, string Value)> Asked();

    /// <summary>What stands in the address; unless a page has more to say, what is asked.</summary>
    protected virtual IEnumerable<(string Name, string Value)> Address() => Asked();

    /// <summary>Writes the figures of a picture.</summary>
    protected abstract void Draw(TPicture picture);

    /// <summary>A key was pressed that is no business of all scenes.</summary>
    protected virtual void Press(string key) { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            State.Changed -= OnChanged;
            watching.Cancel();
            watching.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => ReadAddress(new Uri(Navigation.Uri).Query);

    /// <inheritdoc/>
    protected override void Begin()
    {
        State.Changed += OnChanged;
        Watch();
    }

    /// <summary>What the page shows was changed by hand: the address says so, and the server is asked where it must be.</summary>
    protected void Choose()
    {
        Problem = null;
        Browser.PushQuery(SceneAddress.Write(Address()));
        Watch();
        Show();
    }

    protected void Freeze() => State.Freeze();

    private void ReadAddress(string text)
    {
        var query = new SceneQuery(SceneAddress.Read(text));
        Read(query);
        Problem = query.Problem;
    }

    private void Watch()
    {
        var asked = SceneAddress.Write(Asked());
        if (asked == watched)
        {
            return;
        }

        watched = asked;
        watching.Cancel();
        watching.Dispose();
        watching = new CancellationTokenSource();
        State.Begin();
        _ = Feed.WatchAsync(Kind.Name, SceneAddress.Read(asked), State, watching.Token);
    }

    /// <inheritdoc/>
    protected override void Navigate(string query)
    {
        ReadAddress(query);
        Watch();
        Show();
    }

    /// <inheritdoc/>
    protected override Task PressAsync(KeyPressEventArgs press)
    {
        if (press.Key == "f" || (press.Key == "Escape" && State.IsFrozen))
        {
            Freeze();
        }
        else
        {
            Press(press.Key);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task TickAsync()
    {
        if (State.Status != LiveStatus.Live)
        {
            Render();
        }

        return Task.CompletedTask;
    }

    /// <summary>Draws the picture anew where it, or how it is looked at, is another.</summary>
    protected override void Render()
    {
        if (State.Message is { } message)
        {
            var now = (message.Status.Run, message.Status.Sequence);
            var isNew = Picture is null || drawn != now;
            if (isNew)
            {
                Picture = message.Picture.Deserialize(Kind.Json);
                drawn = now;
            }

            if (
                Picture is { } picture
                && (
                    isNew
                    || !ReferenceEquals(drawnFor, Browser.Surroundings)
                    || !Equals(drawnLook, Look)
                )
            )
            {
                (drawnFor, drawnLook) = (Browser.Surroundings, Look);
                Draw(picture);
            }
        }

        StateHasChanged();
    }
}
