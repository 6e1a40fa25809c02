namespace FlexCore.Domain.Pipelines;

/// <summary>Decides creation, activation, runs and retirement. Pure.</summary>
internal static class PipelineLifecycle
{
    public static Decision<PipelineEvent> Create(PipelineCommand.Create command)
    {
        var refusal = PipelineRules.CheckName(command.Name) ?? PipelineRules.CheckText("description", command.Description);
        refusal ??= command.Document is { } checkedDocument ? PipelineRules.CheckDocument(checkedDocument) : null;
        if (refusal is not null)
        {
            return Decision<PipelineEvent>.Refuse(refusal);
        }

        var security = command.Context.Security;
        var created = new PipelineEvent.Created(security.Tenant, security.Principal, command.Name, command.Description);
        return command.Document is { } document
            ? Decision<PipelineEvent>.Accept(created, new PipelineEvent.DocumentSet(document.Text, document.Steps))
            : Decision<PipelineEvent>.Accept(created);
    }

    public static Decision<PipelineEvent> Activate(PipelineState state)
    {
        if (state.Status == PipelineStatus.Active)
        {
            return Decision<PipelineEvent>.Nothing;
        }

        if (state.Status != PipelineStatus.Draft)
        {
            return Wrong(state, "activated", "Only a draft is activated; this pipeline is published already.");
        }

        return state.Steps.Count == 0
            ? Decision<PipelineEvent>.Refuse(PipelineRefusals.HasNoSteps(state))
            : Decision<PipelineEvent>.Accept(new PipelineEvent.Activated(), new PipelineEvent.VersionPublished(state.Version + 1));
    }

    public static Decision<PipelineEvent> Start(PipelineState state, PipelineCommand.Start command)
    {
        if (PipelineRules.CheckRunId(command.RunId) is { } refusal)
        {
            return Decision<PipelineEvent>.Refuse(refusal);
        }

        var isLastRun = IsCurrent(state, command.RunId);
        switch (state.Status)
        {
            case PipelineStatus.Running when isLastRun:
                return Decision<PipelineEvent>.Nothing;
            case PipelineStatus.Active or PipelineStatus.Paused or PipelineStatus.Completed or PipelineStatus.Failed:
                return isLastRun
                    ? Decision<PipelineEvent>.Refuse(PipelineRefusals.RunIdUsed(command.RunId))
                    : Decision<PipelineEvent>.Accept(new PipelineEvent.Started(command.RunId, state.Version, command.Context.Time.ToUniversalTime()));
            case PipelineStatus.Draft:
                return Wrong(state, "started", "Activate it first.");
            default:
                return Wrong(state, "started", "Wait for its run to end, or fail that run.");
        }
    }

    public static Decision<PipelineEvent> Pause(PipelineState state) => state.Status switch
    {
        PipelineStatus.Running => Decision<PipelineEvent>.Accept(new PipelineEvent.Paused()),
        PipelineStatus.Paused => Decision<PipelineEvent>.Nothing,
        _ => Wrong(state, "paused", "Only a running pipeline is paused."),
    };

    public static Decision<PipelineEvent> Resume(PipelineState state) => state.Status switch
    {
        PipelineStatus.Paused => Decision<PipelineEvent>.Accept(new PipelineEvent.Resumed()),
        PipelineStatus.Running => Decision<PipelineEvent>.Nothing,
        _ => Wrong(state, "resumed", "Only a paused pipeline is resumed; start a new run instead."),
    };

    public static Decision<PipelineEvent> Complete(PipelineState state, PipelineCommand.Complete command)
    {
        if (!IsCurrent(state, command.RunId))
        {
            return Decision<PipelineEvent>.Refuse(PipelineRefusals.OtherRun(command.RunId, state.Run));
        }

        return state.Status switch
        {
            PipelineStatus.Running => Decision<PipelineEvent>.Accept(new PipelineEvent.Completed(command.RunId, command.Context.Time.ToUniversalTime())),
            PipelineStatus.Completed => Decision<PipelineEvent>.Nothing,
            _ => Wrong(state, "completed", "Only a running run completes."),
        };
    }

    public static Decision<PipelineEvent> Fail(PipelineState state, PipelineCommand.Fail command)
    {
        if (PipelineRules.CheckText("error", command.Error) is { } refusal)
        {
            return Decision<PipelineEvent>.Refuse(refusal);
        }

        if (!IsCurrent(state, command.RunId))
        {
            return Decision<PipelineEvent>.Refuse(PipelineRefusals.OtherRun(command.RunId, state.Run));
        }

        return state.Status switch
        {
            PipelineStatus.Running or PipelineStatus.Paused =>
                Decision<PipelineEvent>.Accept(new PipelineEvent.Failed(command.RunId, command.Error, command.Context.Time.ToUniversalTime())),
            PipelineStatus.Failed => Decision<PipelineEvent>.Nothing,
            _ => Wrong(state, "failed", "Only a running or paused run fails."),
        };
    }

    public static Decision<PipelineEvent> Archive(PipelineState state) => state.Status switch
    {
        PipelineStatus.Running => Wrong(state, "archived", "Pause it first, or wait for its run to end."),
        _ => Decision<PipelineEvent>.Accept(new PipelineEvent.Archived()),
    };

    public static Decision<PipelineEvent> Delete(PipelineState state) => state switch
    {
        { IsDeleted: true } => Decision<PipelineEvent>.Nothing,
        { Status: PipelineStatus.Archived } => Decision<PipelineEvent>.Accept(new PipelineEvent.Deleted()),
        { Status: PipelineStatus.Running } => Wrong(state, "deleted", "Pause it first, or wait for its run to end."),
        _ => Decision<PipelineEvent>.Accept(new PipelineEvent.Archived(), new PipelineEvent.Deleted()),
    };

    private static bool IsCurrent(PipelineState state, string runId) =>
        string.Equals(state.Run?.Id, runId, StringComparison.Ordinal);

    private static Decision<PipelineEvent> Wrong(PipelineState state, string action, string remedy) =>
        Decision<PipelineEvent>.Refuse(PipelineRefusals.WrongStatus(state, action, remedy));
}
