using System.Runtime.InteropServices;

namespace ClickDash.Core.Live;

/// <summary>Which row a message key names, by its hash, where it names exactly one.</summary>
internal sealed class RowsByKey
{
    private readonly Dictionary<long, Named> _named = [];

    /// <summary>A row has a key.</summary>
    public void Add(long keyHash, in RowKey row) => Change(keyHash, row, 1);

    /// <summary>A row that had a key is gone.</summary>
    public void Remove(long keyHash, in RowKey row) => Change(keyHash, row, -1);

    /// <summary>Finds the only row of a key; false where it has none or several.</summary>
    public bool TryGet(long keyHash, out RowKey row)
    {
        var isFound = _named.TryGetValue(keyHash, out var named) && named.Rows == 1;
        row = isFound ? new RowKey(named.Seconds, named.Hashes) : default;
        return isFound;
    }

    private void Change(long keyHash, in RowKey row, int rows)
    {
        if (keyHash == 0)
        {
            return;
        }

        ref var named = ref CollectionsMarshal.GetValueRefOrAddDefault(_named, keyHash, out _);
        named = new Named(named.Rows + rows, named.Seconds ^ row.Second, named.Hashes ^ row.Row);
        if (named.Rows == 0)
        {
            _named.Remove(keyHash);
        }
    }

    /// <summary>The rows of a key: all of them exclusively or'ed, which of one row is that row.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Named(int Rows, long Seconds, UInt128 Hashes);
}
