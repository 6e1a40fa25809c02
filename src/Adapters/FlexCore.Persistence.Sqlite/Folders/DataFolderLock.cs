using System.Diagnostics;
using System.Globalization;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Folders;

/// <summary>Keeps every other process out of a data folder. The operating system releases it when the process dies.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private const string LockName = "flexcore.lock";

    // The pid lies beside the lock, because a locked file cannot be read by others.
    private const string PidName = "flexcore.pid";

    private readonly FileStream _file;
    private readonly string _folder;

    private DataFolderLock(FileStream file, string folder)
    {
        _file = file;
        _folder = folder;
    }

    /// <summary>Creates the folder if it is missing, and locks it.</summary>
    /// <exception cref="StoreException">Another process holds the folder, or it cannot be written.</exception>
    public static DataFolderLock Acquire(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return WritePid(new DataFolderLock(file, folder));
        }
        catch (UnauthorizedAccessException error)
        {
            throw ReadOnly(folder, error);
        }
        catch (IOException error) when (IsHeldByAnother(error))
        {
            throw new StoreException(
                StoreFault.Locked,
                folder,
                $"The data folder '{folder}' is in use by another process{ReadHolder(folder)}. Stop that process, or give this one its own flexcore.journal.data-folder.",
                error);
        }
        catch (IOException error)
        {
            throw ReadOnly(folder, error);
        }
    }

    public void Dispose()
    {
        try
        {
            // Removed before the lock is released: afterwards it could be another process's.
            File.Delete(Path.Combine(_folder, PidName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Someone has deleted or locked up the folder. The pid is only a courtesy to the next process; the lock must go all the same.
            Debug.WriteLine(error.Message);
        }
        finally
        {
            _file.Dispose();
        }
    }

    private static DataFolderLock WritePid(DataFolderLock held)
    {
        try
        {
            File.WriteAllText(Path.Combine(held._folder, PidName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return held;
        }
        catch
        {
            held._file.Dispose();
            throw;
        }
    }

    private static StoreException ReadOnly(string folder, Exception error) => new(
        StoreFault.ReadOnly,
        folder,
        $"The data folder '{folder}' cannot be written: {error.Message} Give this user write permission, or choose another flexcore.journal.data-folder.",
        error);

    // EWOULDBLOCK on Linux, on macOS, and the sharing violation of Windows.
    private static bool IsHeldByAnother(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);

    // As the end of a sentence; empty when the holder has not written its pid yet.
    private static string ReadHolder(string folder)
    {
        var path = Path.Combine(folder, PidName);
        return File.Exists(path) && int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? $" (pid {pid})"
            : "";
    }
}
