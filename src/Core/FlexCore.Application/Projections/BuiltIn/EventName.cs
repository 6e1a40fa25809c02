namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>Names of events in the one form that rules compare: <c>pipeline.started</c>, <c>PipelineStarted</c> and <c>pipeline_started</c> are <c>pipelinestarted</c>.</summary>
internal static class EventName
{
    public static string Plain(string type) => string.Concat(type.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
