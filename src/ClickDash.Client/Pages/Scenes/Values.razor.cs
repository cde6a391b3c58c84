using ClickDash.Client.Charts.Scenes;
using ClickDash.Client.Texts;
using ClickDash.Core.Wire;
using ClickDash.Scenes;
using ClickDash.Scenes.Values;
using Microsoft.AspNetCore.Components;

namespace ClickDash.Client.Pages.Scenes;

/// <summary>Measurements of a topic, as one of the course's lessons draws them or as one chooses.</summary>
public sealed partial class Values
{
    private static readonly int[] Usual = [10, 30, 60, 90];

    private ValuesLook look = ValuesLook.Ask(new SceneQuery(new Dictionary<string, string>()));
    private string? figure;
    private bool asTable;

    /// <inheritdoc/>
    protected override SceneKind<ValuesRequest, ValuesPicture> Kind => ValuesScene.Kind;

    /// <inheritdoc/>
    protected override object Look => look;

    private string[] Topics => State.Now?.Topics ?? [];

    private string Topic => look.Request.Topic ?? ValuesPreset.All[0].Topic;

    private IEnumerable<int> Lasts => Usual.Append(look.Request.Last).Distinct().Order();

    private bool IsEmpty =>
        Picture is { Lines.Length: 0 } && State.Now is { Ingest.State: IngestState.Reading };

    private string ChartName =>
        look.Layers == ValueLayers.Total
            ? ValuesTexts.RunningTotal
            : ValuesTexts.NewestOf(look.Request.Last);

    private string Label => ValuesTexts.ChartLabel(ChartName, Topic);

    /// <summary>The legend: what each kind of line is, where there is more than one kind.</summary>
    private IEnumerable<(string Class, string Word)> Keys =>
        ValuesLook
            .Layered.Where(one => look.Layers.HasFlag(one.Layer))
            .Where(one => one.Layer != ValueLayers.Extremes)
            .Select(one => ($"key-{one.Name}", LayerWord(one.Layer)));

    /// <inheritdoc/>
    protected override void Read(SceneQuery query) => look = ValuesLook.Ask(query);

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Asked() =>
        [
            ("topic", Topic),
            ("last", $"{look.Request.Last}"),
            ("every", $"{look.Request.Every}"),
            ("moving", $"{look.Request.Moving}"),
        ];

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Address() => look.Write();

    /// <inheritdoc/>
    protected override void Draw(ValuesPicture picture) =>
        figure = ValuesChart.Figure(picture, look, Browser.Surroundings);

    private string LayerWord(ValueLayers layer) =>
        ValuesTexts.Layer(layer, look.Request.Moving, look.Request.Every);

    private void ChoosePreset(ChangeEventArgs change)
    {
        if (ValuesPreset.All.FirstOrDefault(one => one.Name == $"{change.Value}") is { } preset)
        {
            look = new ValuesLook(
                look.Request with
                {
                    Topic = preset.Topic,
                    Last = preset.Last,
                },
                preset.Layers,
                preset
            );
            Choose();
        }
    }

    private void ChooseTopic(ChangeEventArgs change)
    {
        var topic = $"{change.Value}";
        var preset = ValuesPreset.All.FirstOrDefault(one => one.Topic == topic);
        look = new ValuesLook(
            look.Request with
            {
                Topic = topic,
                Last = preset?.Last ?? look.Request.Last,
            },
            preset?.Layers ?? look.Layers,
            preset
        );
        Choose();
    }

    private void Toggle(ValueLayers layer)
    {
        look = look with { Layers = look.Layers ^ layer };
        Choose();
    }

    private void ChooseLast(int last)
    {
        look = look with { Request = look.Request with { Last = last } };
        Choose();
    }
}
