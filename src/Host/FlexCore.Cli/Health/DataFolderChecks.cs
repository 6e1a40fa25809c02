using System.Globalization;
using FlexCore.Cli.Terminal;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Opening;

namespace FlexCore.Cli.Health;

/// <summary>Checks the data folder: can it be written, is there room, is the database sound.</summary>
internal static class DataFolderChecks
{
    /// <summary>Free space below which nothing should be started.</summary>
    public const long LeastFreeBytes = 64 << 20;

    /// <summary>Free space below which someone should know.</summary>
    public const long LowFreeBytes = 1 << 30;

    private const string ProbeName = "flexcore.doctor";

    /// <summary>Runs the checks.</summary>
    /// <param name="folder">The data folder's full path.</param>
    public static IEnumerable<CheckResult> Run(string folder)
    {
        if (File.Exists(folder))
        {
            yield return new CheckResult("data-folder", CheckStatus.Failed, $"'{folder}' is a file.", "Choose another folder with --data or flexcore.journal.data-folder.");
            yield break;
        }

        // What does not exist yet must be possible to create, so the nearest folder that exists is looked at.
        var nearest = NearestExisting(folder);
        var writable = CheckWritable(nearest, folder);
        yield return writable;
        yield return CheckSpace(FreeBytes(nearest));
        if (writable.Status != CheckStatus.Ok || nearest != folder)
        {
            yield break;
        }

        foreach (var result in CheckStore(folder))
        {
            yield return result;
        }
    }

    /// <summary>Judges the free space.</summary>
    /// <param name="free">Free bytes; <see langword="null"/> when the system does not say.</param>
    public static CheckResult CheckSpace(long? free) => free switch
    {
        null => new CheckResult("free-space", CheckStatus.Warning, "The free space is unknown.", "See to it that some gigabytes are free."),
        < LeastFreeBytes => new CheckResult("free-space", CheckStatus.Failed, $"Only {Amounts.Bytes(free.Value)} are free.", "Free space, or put the data folder on another disk."),
        < LowFreeBytes => new CheckResult("free-space", CheckStatus.Warning, $"Only {Amounts.Bytes(free.Value)} are free.", "Free space before long runs: a full disk stops them."),
        _ => new CheckResult("free-space", CheckStatus.Ok, $"{Amounts.Bytes(free.Value)} free"),
    };

    private static IEnumerable<CheckResult> CheckStore(string folder)
    {
        if (StoreInspection.FindHolder(folder) is { } holder)
        {
            yield return new CheckResult("lock", CheckStatus.Warning, holder, "If that is your node, this is as it should be; the database is not checked while it works.");
            yield break;
        }

        yield return new CheckResult("lock", CheckStatus.Ok, "no other process uses the data folder");
        yield return CheckDatabase(folder);
    }

    private static CheckResult CheckDatabase(string folder)
    {
        try
        {
            var store = StoreInspection.Inspect(folder);
            return store switch
            {
                { Exists: false } => new CheckResult("database", CheckStatus.Ok, "none yet; the first run creates it"),
                { Damage: { } damage } => new CheckResult("database", CheckStatus.Failed, $"damaged: {damage}", "Restore the data folder from a backup, or start with a new --data folder. Nothing was changed."),
                _ when store.SchemaVersion > store.KnownVersion => new CheckResult(
                    "database", CheckStatus.Failed, Version(store) + $"; this program knows only up to {store.KnownVersion}", "Use the FlexCore that wrote it, or another data folder."),
                _ when store.SchemaVersion < store.KnownVersion => new CheckResult("database", CheckStatus.Ok, Version(store) + $", sound; the next start brings it to {store.KnownVersion}"),
                _ => new CheckResult("database", CheckStatus.Ok, Version(store) + ", sound"),
            };
        }
        catch (StoreException error)
        {
            return new CheckResult("database", CheckStatus.Failed, error.Message, "Choose another folder with --data.");
        }
    }

    private static string Version(StoreReport store) => string.Create(CultureInfo.InvariantCulture, $"schema version {store.SchemaVersion}, {Amounts.Bytes(store.Bytes)}");

    private static CheckResult CheckWritable(string nearest, string folder)
    {
        var probe = Path.Combine(nearest, ProbeName);
        try
        {
            using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                file.WriteByte(0);
                file.Flush(flushToDisk: true);
            }

            return new CheckResult("data-folder", CheckStatus.Ok, nearest == folder ? $"{folder} is writable" : $"{folder} can be created");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new CheckResult("data-folder", CheckStatus.Failed, $"'{nearest}' cannot be written: {error.Message}", "Give this user write permission, or choose another folder with --data.");
        }
    }

    private static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string NearestExisting(string folder)
    {
        var nearest = folder;
        while (!Directory.Exists(nearest))
        {
            nearest = Path.GetDirectoryName(nearest) ?? throw new IOException($"No folder above '{folder}' exists.");
        }

        return nearest;
    }
}
