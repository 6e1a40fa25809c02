using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>What the built-in projections share: one document for each stream, and ways to take members of events.</summary>
internal abstract class BuiltInProjection(string name, string summary) : IProjection
{
    public ProjectionDescription Description { get; } = new(name, 1, ProjectionScope.Stream) { Summary = summary };

    public bool Handles(string type, string kind) => kind != EventTopicKind && BuiltInProjections.NameFor(type, kind) == Description.Name;

    public void Apply(ProjectedEvent happened, ReadModelUnit models)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(models);
        Apply(EventName.Plain(happened.Type), happened, models.Get(happened.Key));
    }

    // Records of topics are data, not news of the system; a topic may have millions.
    private static string EventTopicKind => Domain.EventTopics.EventTopicDecider.Kind;

    protected abstract void Apply(string name, ProjectedEvent happened, ReadModel model);

    /// <summary>A time as documents keep it.</summary>
    protected static JsonNode Time(DateTimeOffset time) => JsonValue.Create(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Takes a member of the event over, if it has it.</summary>
    protected static void Take(ReadModel model, string member, ProjectedEvent happened, string from)
    {
        if (happened.Data.TryGetProperty(from, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            model.Set(member, value);
        }
    }

    /// <summary>A number of the event; 0 when it has none of that name.</summary>
    protected static decimal Number(ProjectedEvent happened, string member) =>
        happened.Data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : 0;

    /// <summary>A text of the event, or <see langword="null"/>.</summary>
    protected static string? Text(ProjectedEvent happened, string member) =>
        happened.Data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
