using System.Text.Json;
using ClickDash.Core.Wire;
using ClickDash.Server.Engine;
using ClickDash.Server.Hosting;
using ClickDash.Server.Settings;

namespace ClickDash.Server.Classroom;

/// <summary>POST <c>/api/marks</c>: puts a note on the time line.</summary>
internal static class NoteEndpoint
{
    public static async Task<IResult> AddAsync(
        HttpRequest request,
        MarkBook marks,
        ClickDashSettings settings,
        LiveEngine engine
    )
    {
        if (!request.HasJsonContentType())
        {
            var type = request.ContentType is { Length: > 0 } got ? $"is '{got}'" : "is missing";
            return WrongInput.Answer(
                "Content-Type",
                $"the header Content-Type {type}; it takes application/json."
            );
        }

        if (await ReadAsync(request) is not { } note)
        {
            return WrongInput.Answer(
                "body",
                """the body is no note; it takes JSON: {"text": "what happened", "at": epoch milliseconds, or nothing for now}."""
            );
        }

        var text = note.Text?.Trim() ?? "";
        if (text.Length is 0 or > Mark.LongestText)
        {
            return WrongInput.Answer(
                "text",
                $"text has {text.Length} characters; it takes 1 to {Mark.LongestText}."
            );
        }

        // Notes stand on the pictures' time line.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(engine.Now);
        var oldest = now - settings.Store.HourRetention;
        if (
            note.At is { } at
            && (at < oldest.ToUnixTimeMilliseconds() || at > now.ToUnixTimeMilliseconds())
        )
        {
            return WrongInput.Answer(
                "at",
                $"at is {at}; it takes epoch milliseconds from {oldest:u} up to now."
            );
        }

        var mark = marks.Add(note.At ?? now.ToUnixTimeMilliseconds(), MarkKind.Note, text);
        return TypedResults.Created($"{request.PathBase}/api/marks/{mark.Id}", mark);
    }

    private static async Task<Note?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFromJsonAsync(WireJson.Default.Note);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
