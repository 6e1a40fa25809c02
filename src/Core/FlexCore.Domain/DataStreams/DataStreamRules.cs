namespace FlexCore.Domain.DataStreams;

/// <summary>The rules of a data stream's texts and reports. Pure; each answers the refusal or null.</summary>
internal static class DataStreamRules
{
    public static Refusal? CheckDefine(string name, DataStreamDefinition definition) =>
        CheckName(name)
        ?? CheckPart("schema", definition.Schema)
        ?? CheckPart("source", definition.Source)
        ?? CheckPart("transform", definition.Transform)
        ?? CheckPart("target", definition.Target)
        ?? CheckId("fingerprint", definition.Fingerprint);

    public static Refusal? CheckId(string field, string id) =>
        IdentifierRules.Violation(id, DataStreamLimits.IdLengthMax, upperCase: true) is { } rule
            ? DataStreamRefusals.BadText($"{field} '{Excerpt.Of(id)}'", rule)
            : null;

    public static Refusal? CheckText(string field, string text) =>
        text.Length > DataStreamLimits.TextLengthMax ? TooLong(field, text, DataStreamLimits.TextLengthMax) : null;

    /// <summary>A report counts only from the current attempt of the current run, while that run is at work.</summary>
    public static Refusal? CheckReport(DataStreamState state, string runId, int attempt)
    {
        if (state.Run is not { } run)
        {
            return DataStreamRefusals.NotRunning(state);
        }

        return !string.Equals(run.Id, runId, StringComparison.Ordinal) ? DataStreamRefusals.OtherRun(runId, run)
            : run.Attempt != attempt ? DataStreamRefusals.StaleAttempt(attempt, run)
            : state.Status != DataStreamStatus.Running ? DataStreamRefusals.NotRunning(state)
            : null;
    }

    public static Refusal? CheckSequence(long sequence, long newest) =>
        sequence > newest ? null : DataStreamRefusals.StaleCheckpoint(sequence, newest);

    public static Refusal? CheckCounters(StreamCounters counters, StreamCounters known) =>
        counters.IsAtLeast(known) ? null : DataStreamRefusals.CountersWentBack(counters, known);

    private static Refusal? CheckName(string name) =>
        string.IsNullOrWhiteSpace(name) ? DataStreamRefusals.BadText("name", "must not be empty")
        : name.Length > DataStreamLimits.NameLengthMax ? TooLong("name", name, DataStreamLimits.NameLengthMax)
        : name.Any(char.IsControl) ? DataStreamRefusals.BadText("name", "must not hold control characters")
        : null;

    private static Refusal? CheckPart(string field, string json) =>
        string.IsNullOrWhiteSpace(json) ? DataStreamRefusals.BadText(field, "must not be empty; use {} for none")
        : json.Length > DataStreamLimits.DefinitionPartLengthMax ? TooLong(field, json, DataStreamLimits.DefinitionPartLengthMax)
        : null;

    private static Refusal TooLong(string field, string text, int lengthMax) =>
        DataStreamRefusals.BadText(field, $"must have at most {lengthMax} characters but has {text.Length}");
}
