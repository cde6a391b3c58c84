using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClickDash.Core.Formats.Json;

/// <summary>A member that a format wants, or one on the way to it: a tree made once from JSON pointers (RFC 6901).</summary>
internal sealed class JsonNode
{
    // "/items/*/key": the members of each element of an array.
    private const string EachElement = "*";

    private readonly byte[] name;
    private readonly List<JsonNode> children = [];
    private JsonNode[][] byLength = [];

    private JsonNode(string name)
    {
        this.name = Encoding.UTF8.GetBytes(name);
        WithColon =
        [
            (byte)'"',
            .. JsonEncodedText
                .Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
                .EncodedUtf8Bytes,
            .. "\":"u8,
        ];
    }

    /// <summary>Its name as most messages write it, quotes and colon included.</summary>
    public byte[] WithColon { get; }

    /// <summary>The member that was last seen first in it: a producer writes all its messages in one order.</summary>
    public JsonNode? First;

    /// <summary>The member that was last seen behind it.</summary>
    public JsonNode? Next;

    /// <summary>Where its value is kept, or -1 where only members below it are wanted.</summary>
    public int Slot { get; private set; } = -1;

    /// <summary>What is wanted of each element, where it is an array.</summary>
    public JsonNode? Elements { get; private set; }

    /// <summary>The slots of all that is below it.</summary>
    public int[] SlotsBelow { get; private set; } = [];

    /// <summary>Whether it is wanted whole: it has a slot, and nothing below it is wanted.</summary>
    public bool IsLeaf { get; private set; }

    /// <summary>Whether it wants members of an object.</summary>
    public bool HasChildren => children.Count > 0;

    /// <summary>The name of a member as a segment of a pointer.</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal)
            .Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Makes a tree in which the pointer at each index has the slot of that index.</summary>
    public static JsonNode Tree(IReadOnlyList<string> pointers)
    {
        var root = new JsonNode("");
        for (var slot = 0; slot < pointers.Count; slot++)
        {
            var node = root;
            foreach (var segment in pointers[slot].Split('/').Skip(1))
            {
                node = node.Below(
                    segment
                        .Replace("~1", "/", StringComparison.Ordinal)
                        .Replace("~0", "~", StringComparison.Ordinal)
                );
            }

            node.Slot = slot;
        }

        root.Index();
        return root;
    }

    /// <summary>The wanted member whose name the reader stands on, or null.</summary>
    public JsonNode? Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            foreach (var child in children)
            {
                if (reader.ValueTextEquals(child.name))
                {
                    return child;
                }
            }

            return null;
        }

        return Find(reader.ValueSpan);
    }

    /// <summary>The wanted member of a name without escapes, or null.</summary>
    public JsonNode? Find(ReadOnlySpan<byte> text)
    {
        if ((uint)text.Length < (uint)byLength.Length)
        {
            foreach (var child in byLength[text.Length])
            {
                if (text.SequenceEqual(child.name))
                {
                    return child;
                }
            }
        }

        return null;
    }

    private JsonNode Below(string segment)
    {
        if (segment == EachElement)
        {
            return Elements ??= new JsonNode("");
        }

        segment = segment
            .Replace("~1", "/", StringComparison.Ordinal)
            .Replace("~0", "~", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(segment);
        var child = children.Find(node => node.name.AsSpan().SequenceEqual(bytes));
        if (child is null)
        {
            child = new JsonNode(segment);
            children.Add(child);
        }

        return child;
    }

    private void Index()
    {
        IEnumerable<JsonNode> below = Elements is null ? children : [.. children, Elements];
        foreach (var node in below)
        {
            node.Index();
        }

        IsLeaf = !HasChildren && Elements is null;
        SlotsBelow =
        [
            .. below.SelectMany(node => node.SlotsBelow.Append(node.Slot)).Where(slot => slot >= 0),
        ];
        byLength =
        [
            .. Enumerable
                .Range(0, children.Select(node => node.name.Length + 1).DefaultIfEmpty().Max())
                .Select(length => children.Where(node => node.name.Length == length).ToArray()),
        ];
    }
}
