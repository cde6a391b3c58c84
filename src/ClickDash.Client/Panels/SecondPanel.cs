using ClickDash.Client.Browser;
using ClickDash.Core.Wire;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>A panel without a chart, rendered once a second: numbers that change more often cannot be read.</summary>
public abstract class SecondPanel : ComponentBase
{
    private (string?, ViewRequest?, long?, Surroundings, object?)? rendered;

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

    private (string?, ViewRequest?, long?, Surroundings, object?) Seen =>
        (Picture?.Run, Picture?.View, Picture?.Now / 1000, Browser.Surroundings, Own);

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
