namespace ClickDash.Core.Formats;

/// <summary>What stands behind the five bytes that serialisers of a schema registry put before a message.</summary>
public enum RegistryContent
{
    /// <summary>There are no such bytes.</summary>
    None,

    /// <summary>JSON, which formats read.</summary>
    Json,

    /// <summary>Avro or Protobuf, which no format reads: without the schema they cannot be told apart for certain.</summary>
    AvroOrProtobuf,
}

/// <summary>Confluent Schema Registry's wire format: a zero byte and a schema's id of four bytes, then the message.</summary>
public static class SchemaRegistry
{
    /// <summary>The length of what stands before the message.</summary>
    public const int PrefixLength = 5;

    /// <summary>Tells what a message is, from its first bytes.</summary>
    public static RegistryContent Recognise(ReadOnlySpan<byte> message)
    {
        if (message.Length <= PrefixLength || message[0] != 0)
        {
            return RegistryContent.None;
        }

        return message[PrefixLength..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]
            ? RegistryContent.Json
            : RegistryContent.AvroOrProtobuf;
    }

    /// <summary>The message without the prefix, where it has one and JSON behind it.</summary>
    internal static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> message) =>
        Recognise(message) == RegistryContent.Json ? message[PrefixLength..] : message;
}
