using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Jobs in memory that run until they are cancelled.</summary>
internal sealed class FakeJobs(TimeProvider clock) : IJobs
{
    private readonly Lock _gate = new();
    private readonly List<JobView> _jobs = [];

    /// <summary>What was submitted.</summary>
    public List<SubmitJob> Submitted { get; } = [];

    public Task<NodeReply<JobView>> SubmitAsync(NodeCall call, SubmitJob request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!request.Document.Contains("name", StringComparison.Ordinal))
            {
                return Task.FromResult(Refuse("invalid-document"));
            }

            Submitted.Add(request);
            _jobs.Add(new JobView($"job{_jobs.Count + 1}", "p", "running", clock.GetUtcNow(), null, null, null, null));
            return Task.FromResult(new NodeReply<JobView>(_jobs[^1], null));
        }
    }

    public Task<NodeReply<JobView>> GetAsync(NodeCall call, string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_jobs.Find(job => job.Id == id) is { } found ? new NodeReply<JobView>(found, null) : Refuse("job-not-found"));
        }
    }

    public Task<Page<JobView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(new Page<JobView>([.. _jobs.AsEnumerable().Reverse().Skip(query.Offset).Take(query.Limit)], _jobs.Count, query.Offset, query.Limit));
        }
    }

    public Task<NodeReply<JobView>> CancelAsync(NodeCall call, string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var at = _jobs.FindIndex(job => job.Id == id);
            if (at < 0 || _jobs[at].Status != "running")
            {
                return Task.FromResult(Refuse(at < 0 ? "job-not-found" : "job-ended"));
            }

            _jobs[at] = _jobs[at] with { Status = "cancelled", EndedAt = clock.GetUtcNow() };
            return Task.FromResult(new NodeReply<JobView>(_jobs[at], null));
        }
    }

    private static NodeReply<JobView> Refuse(string code) => new(null, new Refusal(code, $"Refused as {code}."));
}
