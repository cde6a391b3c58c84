using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Panels;

/// <summary>What a panel can ask of the page it stands on. The same for as long as the page lives.</summary>
/// <param name="Enlarge">Gives a panel the page for itself, or takes it back.</param>
/// <param name="Move">Moves a panel among the others, by so many places.</param>
/// <param name="Hide">Hides a panel.</param>
public sealed record PanelDesk(
    EventCallback<string> Enlarge,
    EventCallback<(string Panel, int By)> Move,
    EventCallback<string> Hide
);
