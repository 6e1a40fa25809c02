using System.Collections.Concurrent;
using FlexCore.Application.Jobs;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>Files of jobs in memory. As on disk, what was saved first for a job stays.</summary>
internal sealed class KeptJobFiles : IJobFiles
{
    private readonly ConcurrentDictionary<EntityId, SubmitJob> _saved = new();

    public int Count => _saved.Count;

    public Task SaveAsync(EntityId job, SubmitJob request, CancellationToken cancellationToken = default)
    {
        _saved.TryAdd(job, request);
        return Task.CompletedTask;
    }

    public Task<CompileDocumentOptions> OptionsOfAsync(EntityId job, CancellationToken cancellationToken = default) => Task.FromResult(new CompileDocumentOptions
    {
        InputFile = _saved.TryGetValue(job, out var saved) && saved.Input is not null ? $"/jobs/{job.Key}/input" : null,
        OutputFile = $"/jobs/{job.Key}/output",
        Variables = saved?.Variables ?? new Dictionary<string, string>(),
    });

    public string? OutputOf(EntityId job) => _saved.ContainsKey(job) ? $"/jobs/{job.Key}/output" : null;

    public void Delete(EntityId job) => _saved.TryRemove(job, out _);
}
