using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Retention;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.TimeTravel;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.SystemJobs;

/// <summary>Retention as a system job of a node. Stateless.</summary>
internal static class RetentionPart
{
    /// <summary>The job.</summary>
    /// <param name="engine">What it works on.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="dataFolder">Where archives go when no folder is set.</param>
    /// <param name="projections">How far projections have come.</param>
    public static IEnumerable<ISystemJob> Jobs(NodeEngine engine, RetentionOptions options, string dataFolder, Func<CancellationToken, ValueTask<FeedCursor?>> projections)
    {
        if (engine.EventTopics is not ITopicReaders readers)
        {
            yield break;
        }

        var services = new RetentionServices(engine.Directory, engine.Journal, engine.Snapshots, engine.Scavenger, engine.EventTopics, readers)
        {
            Cover = engine.Covers,
            Travel = new TimeTravel(engine.Journal, engine.States, engine.Folds, new TenantEventAccess(), engine.Clock),
            Followers = new RetentionFollowers(engine.EventIndex, projections).FindAsync,
        };
        var rules = new RetentionRules(options.Rules());
        yield return new RetentionJob(services, options, _ => new ValueTask<RetentionRules>(rules), options.Archive ? new ArchiveFolder(FolderOf(options, dataFolder)) : null, engine.Clock);
    }

    /// <summary>The folder of archives.</summary>
    /// <param name="options">What is set.</param>
    /// <param name="dataFolder">The data folder.</param>
    public static string FolderOf(RetentionOptions options, string dataFolder) =>
        options.ArchiveFolder.Length > 0 ? Path.GetFullPath(options.ArchiveFolder) : Path.Combine(dataFolder, "archive");
}
