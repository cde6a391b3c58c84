using ClickDash.Client.Browser;
using ClickDash.Client.Panels;
using ClickDash.Core.Wire;

namespace ClickDash.Client.Pages;

/// <summary>The dashboard by keys: what each of the sheet of shortcuts does.</summary>
public sealed partial class Home
{
    private static readonly Dictionary<string, TimeStep> Steps = new()
    {
        ["+"] = TimeStep.Closer,
        ["-"] = TimeStep.Wider,
        ["0"] = TimeStep.Whole,
        [","] = TimeStep.Earlier,
        ["."] = TimeStep.Later,
        ["r"] = TimeStep.Replay,
        ["p"] = TimeStep.Play,
    };

    /// <inheritdoc/>
    protected override Task PressAsync(KeyPressEventArgs press)
    {
        switch (press.Key)
        {
            case "f" when Past.At is not null:
                return Step(TimeStep.Live);
            case "f":
                Freeze();
                break;
            case "+" or "-" or "0" or "," or "." or "r" or "p":
                return Step(Steps[press.Key]);
            case [>= '1' and <= '4' and var digit]:
                Choose(Chosen.Over(View.Windows[digit - '1']));
                break;
            case "d":
                return ShowDelayAsync();
            case "i":
                spoken?.Say();
                break;
            case "s":
                Browser.Focus("split");
                break;
            case "?":
                Browser.OpenDialog(ShortcutSheet.Id);
                break;
            case "Backspace" when filters.Length > 0:
                Filter(filters[..^1]);
                break;
            case "e" when enlarged is not null || press.Panel.Length > 0:
                Enlarge(press.Panel);
                break;
            case "Escape" when enlarged is not null:
                Enlarge(null);
                break;
            case "Escape" when Past.At is not null:
                return Step(TimeStep.Live);
            case "Escape" when zoom is not null:
                return Step(TimeStep.Whole);
            case "Escape" when Views.IsFrozen:
                Views.Thaw();
                break;
        }

        return Task.CompletedTask;
    }
}
