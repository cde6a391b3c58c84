using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClickDash.Core.Wire;

namespace ClickDash.Scenes;

/// <summary>
/// One item of a scene's stream: how reading goes, and the whole picture, in JSON <c>{"status":{…},"picture":{…}}</c>. A
/// server writes it once for all who watch the same, as <see cref="Json"/>.
/// </summary>
[JsonConverter(typeof(SceneMessageConverter))]
public sealed class SceneMessage
{
    /// <summary>A message to send.</summary>
    /// <param name="status">How reading goes.</param>
    /// <param name="picture">The picture as the scene wrote it, UTF-8 JSON.</param>
    public SceneMessage(SceneStatus status, ReadOnlySpan<byte> picture)
    {
        Status = status;
        var buffer = new ArrayBufferWriter<byte>(picture.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("status"u8);
            JsonSerializer.Serialize(json, status, SceneJson.Default.SceneStatus);
            json.WritePropertyName("picture"u8);
            json.WriteRawValue(picture, skipInputValidation: true);
            json.WriteEndObject();
        }

        Json = buffer.WrittenMemory;
    }

    internal SceneMessage(SceneStatus status, JsonElement picture) =>
        (Status, Picture) = (status, picture);

    /// <summary>How reading goes.</summary>
    public SceneStatus Status { get; }

    /// <summary>The picture, on the side that received it.</summary>
    public JsonElement Picture { get; }

    /// <summary>The message as UTF-8 JSON; empty on the side that received it.</summary>
    public ReadOnlyMemory<byte> Json { get; }
}

/// <summary>How a scene's reading goes.</summary>
/// <param name="Scene">The scene's name.</param>
/// <param name="Run">Names the server's run.</param>
/// <param name="Sequence">Grows by one with every message of this picture that differs from the one before.</param>
/// <param name="Now">The moment of the picture, epoch milliseconds.</param>
/// <param name="Topics">All topics of the scene, of which a viewer can choose one where each has a fold of its own.</param>
/// <param name="Waiting">Those of the topics read here that do not exist yet: they are read as soon as they do.</param>
/// <param name="Ingest">Where its messages come from; of several topics the one that is worst off speaks.</param>
public sealed record SceneStatus(
    string Scene,
    string Run,
    long Sequence,
    long Now,
    string[] Topics,
    string[] Waiting,
    IngestStatus Ingest
);

/// <summary>A scene on the start page.</summary>
/// <param name="Name">Its name, and its address.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="About">What it shows.</param>
/// <param name="Topics">Its topics.</param>
public sealed record SceneEntry(string Name, string Title, string About, SceneTopicEntry[] Topics)
{
    /// <summary>Whether there is anything to see.</summary>
    [JsonIgnore]
    public bool HasData => Array.Exists(Topics, topic => topic.Messages > 0);
}

/// <summary>A topic of a scene.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Messages">How many offsets the broker keeps of it; null where there is no such topic, or nobody could be asked.</param>
/// <param name="Simulated">Whether messages are made up for it while somebody looks.</param>
public sealed record SceneTopicEntry(string Topic, long? Messages, bool Simulated);

/// <summary>Reads and writes <see cref="SceneMessage"/>.</summary>
internal sealed class SceneMessageConverter : JsonConverter<SceneMessage>
{
    public override SceneMessage Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        SceneStatus? status = null;
        JsonElement? picture = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                status = JsonSerializer.Deserialize(ref reader, SceneJson.Default.SceneStatus);
            }
            else if (reader.ValueTextEquals("picture"u8))
            {
                reader.Read();
                picture = JsonElement.ParseValue(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return status is not null && picture is { } found
            ? new SceneMessage(status, found)
            : throw new JsonException("No scene: it has no 'status' or no 'picture'.");
    }

    public override void Write(
        Utf8JsonWriter writer,
        SceneMessage value,
        JsonSerializerOptions options
    ) => writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
}
