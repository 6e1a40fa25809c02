namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>What can be said of any stream: its last event, and how many of each type it has had.</summary>
internal sealed class GenericProjection() : BuiltInProjection(Name, "The last event of every other stream, and how many of each type it has had.")
{
    public const string Name = "generic";

    protected override void Apply(string name, ProjectedEvent happened, ReadModel model) => Fold(happened, model);

    /// <summary>Applies any event to any document.</summary>
    public static void Fold(ProjectedEvent happened, ReadModel model)
    {
        model.Set("last_event_type", happened.Type);
        model.Set("last_event_data", happened.Data);
        model.Set("last_updated", Time(happened.Time));
        var counts = model["event_counts"] as System.Text.Json.Nodes.JsonObject;
        if (counts is null)
        {
            counts = [];
            model.Set("event_counts", counts);
        }

        counts[happened.Type] = (counts[happened.Type]?.GetValue<long>() ?? 0) + 1;
    }
}
