namespace FlexCore.Domain.Pipelines;

/// <summary>Decides changes of the document and of the texts for people. Pure.</summary>
internal static class PipelineDocuments
{
    public static Decision<PipelineEvent> Set(PipelineState state, PipelineDocument document)
    {
        if (PipelineRules.CheckDocument(document) is { } refusal)
        {
            return Decision<PipelineEvent>.Refuse(refusal);
        }

        if (string.Equals(document.Text, state.Document, StringComparison.Ordinal) && document.Steps.Equals(state.Steps))
        {
            return Decision<PipelineEvent>.Nothing;
        }

        var set = new PipelineEvent.DocumentSet(document.Text, document.Steps);
        return state.Status == PipelineStatus.Draft ? Decision<PipelineEvent>.Accept(set)
            : document.Steps.Count == 0 ? Decision<PipelineEvent>.Refuse(PipelineRefusals.HasNoSteps(state))
            : Decision<PipelineEvent>.Accept(set, new PipelineEvent.VersionPublished(state.Version + 1));
    }

    public static Decision<PipelineEvent> Describe(PipelineState state, PipelineCommand.Describe command)
    {
        var refusal = PipelineRules.CheckName(command.Name) ?? PipelineRules.CheckText("description", command.Description);
        if (refusal is not null)
        {
            return Decision<PipelineEvent>.Refuse(refusal);
        }

        return string.Equals(command.Name, state.Name, StringComparison.Ordinal) && string.Equals(command.Description, state.Description, StringComparison.Ordinal)
            ? Decision<PipelineEvent>.Nothing
            : Decision<PipelineEvent>.Accept(new PipelineEvent.Described(command.Name, command.Description));
    }
}
