using FlexCore.Actors.Entities;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Retention;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain.Retention;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Retention;

/// <summary>Retention of a node: what people have said is kept, and the system job that takes the rest away. Composed once; what it offers is thread-safe.</summary>
internal sealed class NodeRetention
{
    private readonly NodeEngine _engine;
    private readonly RetentionOptions _options;
    private readonly StoredRetentionRules _rules;

    /// <summary>Puts the parts together.</summary>
    /// <param name="engine">What they stand on.</param>
    /// <param name="options">What the configuration says.</param>
    /// <param name="access">Who may do what.</param>
    public NodeRetention(NodeEngine engine, RetentionOptions options, IEventAccess access)
    {
        (_engine, _options) = (engine, options);
        var region = engine.AddRegion(
            new EntityDefinition<RetentionState, RetentionCommand, RetentionEvent>(RetentionDecider.Kind, new RetentionDecider(), RetentionCodecs.Events)
            {
                Snapshots = RetentionCodecs.Snapshots,
                RemembersRefusals = false,
            },
            commands: RetentionCodecs.Commands);
        _rules = new StoredRetentionRules(region, engine.Directory, options.Rules());
        Service = new RetentionService(region, _rules, engine.Scavenger, access, engine.Clock);
    }

    /// <summary>The policies.</summary>
    public IRetention Service { get; }

    /// <summary>The folder of archives.</summary>
    /// <param name="options">What is set.</param>
    /// <param name="dataFolder">The data folder.</param>
    public static string FolderOf(RetentionOptions options, string dataFolder) =>
        options.ArchiveFolder.Length > 0 ? Path.GetFullPath(options.ArchiveFolder) : Path.Combine(dataFolder, "archive");

    /// <summary>The job.</summary>
    /// <param name="dataFolder">Where archives go when no folder is set.</param>
    /// <param name="projections">How far projections have come.</param>
    public IEnumerable<ISystemJob> Jobs(string dataFolder, Func<CancellationToken, ValueTask<FeedCursor?>> projections)
    {
        if (_engine.EventTopics is not ITopicReaders readers)
        {
            yield break;
        }

        var services = new RetentionServices(_engine.Directory, _engine.Journal, _engine.Snapshots, _engine.Scavenger, _engine.EventTopics, readers)
        {
            Cover = _engine.Covers,
            Travel = new TimeTravel(_engine.Journal, _engine.States, _engine.Folds, new TenantEventAccess(), _engine.Clock),
            Followers = new RetentionFollowers(_engine.EventIndex, projections).FindAsync,
        };
        yield return new RetentionJob(services, _options, _rules.AllAsync, _options.Archive ? new ArchiveFolder(FolderOf(_options, dataFolder)) : null, _engine.Clock);
    }
}
