using ClickDash.Core.Wire;
using ClickDash.Scenes.Windows;

namespace ClickDash.Client.Live;

/// <summary>The presenter's hand: what is changed for all.</summary>
public interface IPresenter
{
    /// <summary>Changes the stage, which all who watch it hear.</summary>
    /// <returns>Null, or a sentence for people on why it could not be changed.</returns>
    Task<string?> ChangeAsync(StageChange change);

    /// <summary>Sends clicks to the topic that happened a while ago.</summary>
    /// <returns>Null, or a sentence for people on why they could not be sent.</returns>
    Task<string?> ThrowLateAsync(LateClicks late);

    /// <summary>Lets something happen to the stream.</summary>
    /// <returns>As for <see cref="ChangeAsync"/>.</returns>
    Task<string?> OrderAsync(DeskOrder order);
}

/// <summary>Nobody's hand: the server's, while it prerenders.</summary>
public sealed class NoPresenter : IPresenter
{
    /// <inheritdoc/>
    public Task<string?> ChangeAsync(StageChange change) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<string?> ThrowLateAsync(LateClicks late) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<string?> OrderAsync(DeskOrder order) => Task.FromResult<string?>(null);
}
