using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;

namespace FlexCore.Application.Jobs;

/// <summary>The files of jobs on the node: input, variables, output. Thread-safe.</summary>
public interface IJobFiles
{
    /// <summary>Keeps what a job needs, unless the job has files already. Durable when the task completes.</summary>
    /// <param name="job">The job's entity.</param>
    /// <param name="request">Input and variables.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="IOException">The files cannot be written.</exception>
    Task SaveAsync(EntityId job, SubmitJob request, CancellationToken cancellationToken = default);

    /// <summary>What replaces parts of the job's document: its input, its variables, its output file.</summary>
    /// <param name="job">The job's entity.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<CompileDocumentOptions> OptionsOfAsync(EntityId job, CancellationToken cancellationToken = default);

    /// <summary>The file with what the job writes to standard output, if it is there.</summary>
    /// <param name="job">The job's entity.</param>
    string? OutputOf(EntityId job);

    /// <summary>Removes a job's files; does nothing when there are none.</summary>
    /// <param name="job">The job's entity.</param>
    void Delete(EntityId job);
}
