using System.Runtime.InteropServices;

namespace ClickDash.Scenes.Words;

/// <summary>
/// How often each word was counted here and by the engine beside, and by how much the two are apart: kept with every
/// change, so that asking costs nothing.
/// </summary>
internal sealed class WordTable
{
    // Several times the words of a long novel, at some 100 bytes each.
    private const int MostWords = 50_000;

    // Nobody says longer ones; a message without a space must not become one.
    private const int LongestWord = 100;

    private readonly Dictionary<string, Counts> _words = [];

    /// <summary>The sum of our counts.</summary>
    public long Total { get; private set; }

    /// <summary>The sum of the engine's counts.</summary>
    public long TheirTotal { get; private set; }

    /// <summary>By how much the two are apart, word by word.</summary>
    public long Apart { get; private set; }

    /// <summary>How many different words we have counted.</summary>
    public int Different { get; private set; }

    /// <summary>How many different words the engine has.</summary>
    public int TheirDifferent { get; private set; }

    /// <summary>How often a word was counted that was too long, or one too many to be told apart.</summary>
    public long Others { get; private set; }

    /// <summary>Counts a word once more.</summary>
    public void Add(ReadOnlySpan<char> word)
    {
        ref var counts = ref Find(word);
        if (IsNone(ref counts))
        {
            Others++;
            return;
        }

        Total++;
        Different += counts.Ours == 0 ? 1 : 0;
        Change(ref counts, counts.Ours + 1, counts.Theirs);
    }

    /// <summary>The engine has counted a word so often in all: its newest word on it.</summary>
    public void Set(string word, long count)
    {
        ref var counts = ref Find(word);
        if (IsNone(ref counts))
        {
            return;
        }

        TheirTotal += count - counts.Theirs;
        TheirDifferent += (count > 0 ? 1 : 0) - (counts.Theirs > 0 ? 1 : 0);
        Change(ref counts, counts.Ours, count);
    }

    /// <summary>The most frequent words, ours before theirs, equals by name.</summary>
    public WordRow[] Top(int most)
    {
        var least = new PriorityQueue<WordRow, WordRow>(most + 1, Rank.Least);
        foreach (var (word, counts) in _words)
        {
            var row = new WordRow(word, counts.Ours, counts.Theirs);
            least.Enqueue(row, row);
            if (least.Count > most)
            {
                least.Dequeue();
            }
        }

        var rows = new WordRow[least.Count];
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            rows[i] = least.Dequeue();
        }

        return rows;
    }

    private ref Counts Find(ReadOnlySpan<char> word)
    {
        var byText = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(byText, word);
        if (!IsNone(ref known) || word.Length > LongestWord || _words.Count == MostWords)
        {
            return ref known;
        }

        return ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word.ToString(), out _);
    }

    private void Change(ref Counts counts, long ours, long theirs)
    {
        Apart += Math.Abs(ours - theirs) - Math.Abs(counts.Ours - counts.Theirs);
        counts = new Counts(ours, theirs);
    }

    private static bool IsNone(ref Counts counts) =>
        System.Runtime.CompilerServices.Unsafe.IsNullRef(ref counts);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Counts(long Ours, long Theirs);

    private sealed class Rank : IComparer<WordRow>
    {
        public static Rank Least { get; } = new();

        public int Compare(WordRow? x, WordRow? y)
        {
            var byCount = (x!.Count, x.Spark).CompareTo((y!.Count, y.Spark));
            return byCount != 0 ? byCount : string.CompareOrdinal(y.Word, x.Word);
        }
    }
}
