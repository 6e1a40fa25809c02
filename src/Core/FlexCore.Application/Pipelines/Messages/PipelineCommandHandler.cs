using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines.Messages;

/// <summary>Handles the commands about pipelines with the use cases of pipelines.</summary>
/// <param name="pipelines">The use cases.</param>
public sealed class PipelineCommandHandler(IPipelines pipelines) :
    ICommandHandler<NewPipeline, PipelineView>, ICommandHandler<ChangePipeline, PipelineView>, ICommandHandler<ActivatePipeline, PipelineView>,
    ICommandHandler<PausePipeline, PipelineView>, ICommandHandler<ResumePipeline, PipelineView>, ICommandHandler<ArchivePipeline, PipelineView>
{
    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> HandleAsync(NewPipeline command, CommandTransaction transaction, CancellationToken cancellationToken) => Note(
        transaction, await pipelines.CreateAsync(transaction.Call, new CreatePipeline(command.Document) { Name = command.Name, Description = command.Description }, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> HandleAsync(ChangePipeline command, CommandTransaction transaction, CancellationToken cancellationToken) => Note(
        transaction,
        await pipelines.UpdateAsync(
            transaction.Call, command.Pipeline, new UpdatePipeline { Document = command.Document, Name = command.Name, Description = command.Description }, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> HandleAsync(ActivatePipeline command, CommandTransaction transaction, CancellationToken cancellationToken) =>
        Note(transaction, await pipelines.ActivateAsync(transaction.Call, command.Pipeline, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> HandleAsync(PausePipeline command, CommandTransaction transaction, CancellationToken cancellationToken) =>
        Note(transaction, await pipelines.PauseAsync(transaction.Call, command.Pipeline, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> HandleAsync(ResumePipeline command, CommandTransaction transaction, CancellationToken cancellationToken) =>
        Note(transaction, await pipelines.ResumeAsync(transaction.Call, command.Pipeline, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineView>> HandleAsync(ArchivePipeline command, CommandTransaction transaction, CancellationToken cancellationToken) =>
        Note(transaction, await pipelines.ArchiveAsync(transaction.Call, command.Pipeline, cancellationToken).ConfigureAwait(false));

    // The use cases ask the entity themselves; a view's revision is the version of the last event in it.
    private static NodeReply<PipelineView> Note(CommandTransaction transaction, NodeReply<PipelineView> reply)
    {
        if (reply.Value is { } pipeline)
        {
            transaction.Note(transaction.Entity(PipelineDecider.Kind, pipeline.Key), pipeline.Revision);
        }

        return reply;
    }
}
