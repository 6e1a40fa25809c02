namespace FlexCore.Streams.Tests.Expressions;

/// <summary>Finds files of the repository from the folder that tests run in.</summary>
internal static class RepositoryFiles
{
    public static string PathOf(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FlexCore.sln")))
            {
                return Path.Combine(folder.FullName, relative);
            }
        }

        throw new DirectoryNotFoundException($"FlexCore.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
