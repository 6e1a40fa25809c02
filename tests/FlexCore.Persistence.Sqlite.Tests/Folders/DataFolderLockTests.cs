using System.Globalization;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Folders;

namespace FlexCore.Persistence.Sqlite.Tests.Folders;

public sealed class DataFolderLockTests
{
    [Fact]
    public void The_holder_writes_its_pid_and_takes_it_away_again()
    {
        using var folder = new TempFolder();
        var pid = Path.Combine(folder.Path, "flexcore.pid");

        using (DataFolderLock.Acquire(folder.Path))
        {
            File.ReadAllText(pid).ShouldBe(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }

        File.Exists(pid).ShouldBeFalse();
    }

    [Fact]
    public void A_released_folder_can_be_locked_again()
    {
        using var folder = new TempFolder();
        DataFolderLock.Acquire(folder.Path).Dispose();

        Should.NotThrow(() => DataFolderLock.Acquire(folder.Path).Dispose());
    }

    [Fact]
    public void A_folder_that_was_deleted_meanwhile_is_released_without_an_error()
    {
        using var folder = new TempFolder();
        var deep = Path.Combine(folder.Path, "deep");
        var held = DataFolderLock.Acquire(deep);
        Directory.Delete(deep, recursive: true);

        Should.NotThrow(held.Dispose);
        Should.NotThrow(() => DataFolderLock.Acquire(deep).Dispose());
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("-5")]
    public void A_pid_file_that_names_nobody_is_left_out_of_the_message(string content)
    {
        using var folder = new TempFolder();
        using var held = DataFolderLock.Acquire(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "flexcore.pid"), content);

        var error = Should.Throw<StoreException>(() => DataFolderLock.Acquire(folder.Path));

        error.Fault.ShouldBe(StoreFault.Locked);
        error.Message.ShouldNotContain("pid");
        error.Message.ShouldContain("in use by another process. Stop that process");
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused_with_its_path()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "data");
        File.WriteAllText(file, "x");

        var error = Should.Throw<StoreException>(() => DataFolderLock.Acquire(file));

        error.Fault.ShouldBe(StoreFault.ReadOnly);
        error.Path.ShouldBe(file);
        error.Message.ShouldContain("flexcore.journal.data-folder");
    }

    [Fact]
    public void The_lock_file_of_a_dead_process_does_not_lock()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "flexcore.lock"), "");
        File.WriteAllText(Path.Combine(folder.Path, "flexcore.pid"), "1");

        Should.NotThrow(() => DataFolderLock.Acquire(folder.Path).Dispose());
    }
}
