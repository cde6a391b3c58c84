using ClickDash.Client.Browser;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>A panel of numbers, rendered anew where one of them may have changed, while somebody looks.</summary>
public abstract class NumbersPanel : ComponentBase
{
    private (string?, ViewRequest?, object?, Surroundings, object?)? rendered;

    /// <summary>The picture; null before the first.</summary>
    [Parameter]
    public Snapshot? Picture { get; set; }

    /// <summary>The filters that are chosen, as text.</summary>
    [Parameter]
    public IReadOnlyList<string> Filters { get; set; } = [];

    /// <summary>A value was chosen as filter, or taken away again.</summary>
    [Parameter]
    public EventCallback<string> FilterToggled { get; set; }

    /// <summary>The browser: its locale.</summary>
    [Inject]
    protected IBrowser Browser { get; set; } = null!;

    /// <summary>How to write numbers and times.</summary>
    protected Locale Locale => Browser.Surroundings.Locale;

    private (string?, ViewRequest?, object?, Surroundings, object?) Seen =>
        (Picture?.Run, Picture?.View, Numbers, Browser.Surroundings, Own);

    /// <summary>What of the picture is shown. Its second, where nothing else is said: numbers that change more often cannot be read.</summary>
    protected virtual object? Numbers => Picture?.Now / 1000;

    /// <summary>What else is shown; a change of it renders the panel at once.</summary>
    protected virtual object? Own => null;

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = Seen;
        var changed = !now.Equals(rendered);
        rendered = now;
        return changed;
    }

    /// <inheritdoc/>
    // The first rendering asks nobody whether it is needed.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            rendered = Seen;
        }
    }
}
