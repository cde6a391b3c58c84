using ClickDash.Core.Clicks;
using ClickDash.Core.Wire;

namespace ClickDash.Core.Live;

/// <summary>
/// Knows by a value's number whether a click passes; each value's text is looked at once while it is named. Of a click that is
/// <c>(other)</c> it knows so only where all that could pass was named when it came.
/// </summary>
internal sealed class FilterMatcher(Dimension dimension, IReadOnlyList<ViewFilter> anyOf)
{
    private readonly long[] _namedSince = new long[anyOf.Count];
    private State[] _states = new State[64];
    private ValueNames? _names;
    private long _knownSince;

    private enum State : byte
    {
        Fails,
        Passes,

        // The number was another value's before.
        FailsNow,
        PassesNow,
        IsOther,
    }

    public Dimension Dimension { get; } = dimension;

    /// <summary>Whether it asks for single values, which can be pinned.</summary>
    public bool IsExact { get; } = anyOf.All(filter => filter.Exact is not null);

    /// <summary>Reads numbers by these names from now on.</summary>
    public void Use(ValueNames names)
    {
        var known = _names is null ? 0 : Math.Min(_names.Count, names.Count);
        if (ReferenceEquals(_names, names))
        {
            return;
        }

        if (names.Count > _states.Length)
        {
            Array.Resize(ref _states, Math.Max(names.Count, _states.Length * 2));
        }

        Array.Fill(_namedSince, long.MaxValue);
        for (var id = 0; id < names.Count; id++)
        {
            if (id >= known || !names.IsSame(_names!, id))
            {
                _states[id] = Learn(names, id);
            }

            if (_states[id] is State.Passes or State.PassesNow)
            {
                NoteNamed(names, id);
            }
        }

        _names = names;
        _knownSince = IsExact ? _namedSince.Max() : long.MaxValue;
    }

    /// <summary>Whether a click passes.</summary>
    /// <param name="id">The number of its value.</param>
    /// <param name="click">The click's own number in the log.</param>
    public Verdict Judge(int id, long click) =>
        // One that was not given out yet is of a click that took the place of the one that was asked for.
        (uint)id >= (uint)_states.Length
            ? Verdict.Fails
            : _states[id] switch
            {
                State.Fails => Verdict.Fails,
                State.Passes => Verdict.Passes,
                State.FailsNow when click >= _names!.AdmittedAt(id) => Verdict.Fails,
                State.PassesNow when click >= _names!.AdmittedAt(id) => Verdict.Passes,
                _ when _states[ValueTable.Other] == State.Passes => Verdict.Passes,
                _ => click >= _knownSince ? Verdict.Fails : Verdict.Unknown,
            };

    private State Learn(ValueNames names, int id)
    {
        var name = names.Name(id);
        var passes = anyOf.Any(filter => filter.Matches(name));
        if (id == ValueTable.Other)
        {
            return passes ? State.Passes : State.IsOther;
        }

        return names.AdmittedAt(id) > 0
            ? passes
                ? State.PassesNow
                : State.FailsNow
            : passes
                ? State.Passes
                : State.Fails;
    }

    private void NoteNamed(ValueNames names, int id)
    {
        var name = names.Name(id);
        for (var i = 0; i < _namedSince.Length; i++)
        {
            if (string.Equals(anyOf[i].Exact, name, StringComparison.Ordinal))
            {
                _namedSince[i] = Math.Min(_namedSince[i], names.AdmittedAt(id));
            }
        }
    }
}

/// <summary>What is known of whether a click passes a filter.</summary>
internal enum Verdict
{
    Fails,
    Passes,

    /// <summary>Its value was not named when it came.</summary>
    Unknown,
}
