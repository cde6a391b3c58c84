using System.Security.Cryptography;
using ClickDash.Server.History;
using Microsoft.AspNetCore.Connections;

namespace ClickDash.Server.Ops;

/// <summary>Why a start can fail through no fault of the program, in a sentence for people.</summary>
public static class StartFailure
{
    /// <summary>The sentence; null where it is a fault of the program, which needs its stack.</summary>
    public static string? Sentence(Exception? failure) =>
        failure switch
        {
            StoreException => failure.Message,
            IOException { InnerException: AddressInUseException } =>
                $"{failure.Message} Choose another address, for example --urls http://localhost:5081.",
            FileNotFoundException or DirectoryNotFoundException =>
                $"{failure.Message} A certificate that Kestrel's settings name takes its whole path.",
            CryptographicException =>
                $"The certificate that Kestrel's settings name cannot be read: {failure.Message}",
            _ => null,
        };
}
