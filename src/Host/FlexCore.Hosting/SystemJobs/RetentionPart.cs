using FlexCore.Application.EventTopics;
using FlexCore.Application.Retention;
using FlexCore.Application.SystemJobs;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.SystemJobs;

/// <summary>Retention as a system job of a node. Stateless.</summary>
internal static class RetentionPart
{
    /// <summary>The job; none where everything is kept, so that nobody looks for nothing.</summary>
    /// <param name="engine">What it works on.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="dataFolder">Where archives go when no folder is set.</param>
    public static IEnumerable<ISystemJob> Jobs(NodeEngine engine, RetentionOptions options, string dataFolder)
    {
        if (!options.IsOn || engine.EventTopics is not ITopicReaders readers)
        {
            yield break;
        }

        var folder = options.ArchiveFolder.Length > 0 ? Path.GetFullPath(options.ArchiveFolder) : Path.Combine(dataFolder, "archive");
        var services = new RetentionServices(engine.Directory, engine.Journal, engine.Snapshots, engine.Scavenger, engine.EventTopics, readers);
        yield return new RetentionJob(services, options, options.Archive ? new ArchiveFolder(folder) : null, engine.Clock);
    }
}
