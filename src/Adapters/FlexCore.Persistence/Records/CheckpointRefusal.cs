using FlexCore.Application.Journal;
using FlexCore.Application.Streams;

namespace FlexCore.Persistence.Records;

/// <summary>The errors of checkpoints, the same for every dialect.</summary>
public static class CheckpointRefusal
{
    /// <summary>A checkpoint that is not newer than the stored one.</summary>
    /// <param name="checkpoint">The refused one.</param>
    /// <param name="stored">The sequence of the stored one.</param>
    public static JournalException NotNewer(StreamCheckpoint checkpoint, long stored)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new JournalException(
            $"Checkpoint {checkpoint.Sequence} of '{checkpoint.Stream}' is not newer than the stored {stored} of run '{checkpoint.RunId}'. "
            + "Two runs of one stream must not save at the same time: stop one of them.");
    }

    /// <summary>A stored checkpoint that does not match its checksum.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="location">Where the store is.</param>
    /// <param name="backup">What to restore.</param>
    public static JournalException Damaged(string stream, string location, string backup) => new(
        $"The checkpoint of '{stream}' in '{location}' does not match its checksum. Restore the {backup} from a backup, "
        + "or delete the checkpoint and run the stream from the start.");
}
